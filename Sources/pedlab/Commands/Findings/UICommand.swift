import ArgumentParser
import Foundation
import Ledger
import Pages
import Wording

/// `pedlab ui`: the ledger as pages in a browser.
struct UICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ui",
    abstract: "Show the ledger as pages in a browser: watch, explore, replay.",
    discussion: """
      The pages are served on this machine only, read the ledger as it grows, and need no network. If the \
      port is taken, the next free one is used. Ctrl-C ends it. Another machine reaches the pages through \
      ssh -L 8321:127.0.0.1:8321, or with --address, which makes a token part of the address.

      EXAMPLES
        pedlab ui
        pedlab ui --ledger Results/pedlab.sqlite --port 9000
        pedlab ui --export pages --experiment demo
      """)

  @OptionGroup var ledger: LedgerOption

  @Option(help: "The port, or the first of 20 that are tried.")
  var port: UInt16 = 8321

  @Option(
    help: """
      The IPv4 address to serve on. Addresses other than 127.0.0.1 need the token that is printed.
      """)
  var address = "127.0.0.1"

  @Option(
    help: """
      Write the pages into this folder, as files that a browser opens without pedlab, in place of serving them: \
      without sliders, filters and other orders.
      """)
  var export: String?

  @Option(
    name: .customLong("experiment"),
    help: "With --export: only this experiment (may be repeated; default: all).")
  var experiments: [String] = []

  /// Of 19: of a core that a sweep wants, too, the pages get a quarter.
  private static let niceness: Int32 = 5
  /// Of the file: reading it anew from the memory of the system costs little.
  private static let cacheMegabytes = 16

  func validate() throws {
    if export == nil, !experiments.isEmpty {
      throw ValidationError(
        "--experiment is for --export; the pages themselves show every experiment.")
    }
    guard port >= 1024 else {
      throw ValidationError("--port is \(port); allowed are 1024 to 65535.")
    }
  }

  func run() async throws {
    let store = try LedgerStore(path: ledger.path, mode: .readOnly)
    defer { store.close() }
    if let export {
      let count = try StaticSite(store, experiments: experiments).write(to: export)
      Messages.say("\(counted(count, "page")) written.")
      try Output.print(export + "/index.html")
      return
    }
    // A sweep on this machine comes first, however many look on.
    _ = nice(Self.niceness)
    FreedMemory.shareAmongThreads()
    try store.limitCache(megabytes: Self.cacheMegabytes)
    let free = try PageServer.freePort(address: address, from: port)
    let isLocal = address.hasPrefix("127.")
    let token = Self.token()
    let guardian = RequestGuard(
      hosts: ["\(address):\(free)", "localhost:\(free)"], token: token, needsTokenToRead: !isLocal)
    let workbench = Workbench(store, cache: try CacheOption.cache(), guardian: guardian)
    defer { workbench.close() }
    let server = try PageServer(workbench, address: address, port: free)
    if free != port { Messages.say("Port \(port) is taken; using \(free).") }
    let interrupt = InterruptHandler()
    interrupt.begin(onFirst: { Task { await server.stop() } }, onSecond: {})
    do {
      try await server.run {
        try Output.print("http://\(address):\(free)/\(isLocal ? "" : "?token=\(token)")")
      }
    } catch  where interrupt.wasInterrupted {
      throw ExitStatus.interrupted
    }
    if interrupt.wasInterrupted { throw ExitStatus.interrupted }
  }

  /// 128 random bits, which cannot be guessed.
  private static func token() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
