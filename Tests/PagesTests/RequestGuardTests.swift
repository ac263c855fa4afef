import Pages
import Testing

struct RequestGuardTests {
  private let local = RequestGuard(
    hosts: ["127.0.0.1:8321", "localhost:8321"], token: "secret", needsTokenToRead: false)

  @Test("Requests that name another host are refused: DNS rebinding reads nothing")
  func otherHosts() {
    for host in ["evil.example", "evil.example:8321", "127.0.0.1", "127.0.0.1:80", nil] {
      #expect(throws: PageError.self) {
        try local.check(.init(method: "GET", path: "/", host: host))
      }
    }
    #expect(throws: Never.self) {
      try local.check(.init(method: "GET", path: "/", host: "LOCALHOST:8321"))
    }
  }

  @Test("A change needs this server's origin and token")
  func changes() {
    func post(origin: String?, token: String?) throws {
      try local.check(
        .init(
          method: "POST", path: "/change", host: "127.0.0.1:8321", origin: origin, formToken: token)
      )
    }
    #expect(throws: Never.self) { try post(origin: "http://127.0.0.1:8321", token: "secret") }
    #expect(throws: PageError.self) { try post(origin: "http://evil.example", token: "secret") }
    #expect(throws: PageError.self) { try post(origin: nil, token: "secret") }
    #expect(throws: PageError.self) { try post(origin: "http://127.0.0.1:8321", token: "secreT") }
    #expect(throws: PageError.self) { try post(origin: "http://127.0.0.1:8321", token: nil) }
  }

  @Test("Other methods are not answered", arguments: ["PUT", "DELETE", "OPTIONS", "TRACE"])
  func otherMethods(method: String) {
    #expect(
      throws: PageError.notAllowed("\(method) is not answered; only GET, HEAD and POST are.")
    ) { try local.check(.init(method: method, path: "/", host: "127.0.0.1:8321")) }
  }

  @Test("An address that other machines reach needs the token to read")
  func tokenToRead() {
    let open = RequestGuard(hosts: ["10.0.0.5:8321"], token: "secret", needsTokenToRead: true)
    #expect(throws: PageError.self) {
      try open.check(.init(method: "GET", path: "/", host: "10.0.0.5:8321"))
    }
    #expect(throws: Never.self) {
      try open.check(.init(method: "GET", path: "/", host: "10.0.0.5:8321", token: "secret"))
    }
  }
}
