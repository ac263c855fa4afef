import Parallel
import Synchronization

/// Pages of passes that ended, for the next ones: of many small models each would get pages from the
/// system, whose first touch costs more than the sums over them.
enum PageReserve {
  /// `@unchecked Sendable`: whoever has it has it alone.
  final class Pages: @unchecked Sendable {
    let memory: PageMemory

    fileprivate init(byteCount: Int) { memory = PageMemory(byteCount: byteCount) }

    var byteCount: Int { memory.bytes.count }
  }

  private static let free = Mutex<[Pages]>([])
  /// Bytes that are kept at most: two threads have a block and the bytes of a piece each.
  private static let mostKept = 8 << 20
  /// Bytes: for larger ones a pass has enough to do.
  private static let largestKept = 2 << 20
  /// How much larger than what is asked for pages may be.
  private static let waste = 8

  /// Pages of `byteCount` bytes at least, with whatever was left in them.
  static func take(_ byteCount: Int) -> Pages {
    let found = free.withLock { free -> Pages? in
      let fitting = free.indices.filter {
        free[$0].byteCount >= byteCount && free[$0].byteCount <= waste * byteCount
      }
      return fitting.min { free[$0].byteCount < free[$1].byteCount }.map { free.remove(at: $0) }
    }
    return found ?? Pages(byteCount: byteCount)
  }

  /// The oldest go back to the system where there are too many.
  static func give(_ pages: Pages) {
    guard pages.byteCount <= largestKept else { return }
    free.withLock { free in
      free.append(pages)
      var kept = free.reduce(0) { $0 + $1.byteCount }
      while kept > mostKept { kept -= free.removeFirst().byteCount }
    }
  }
}
