/// How many numbers metrics hold at a time; beyond, they read the features again, and work in pieces.
///
/// What is held decides how sums are divided, and so their last bits: these are constants of the
/// program, which only tests of what large features do replace by smaller ones.
package struct HeldNumbers: Sendable {
  /// Of N x C products, and of rows that iterations read again and again: 256 MB.
  package var products = 1 << 25
  /// Of the rows that all others are multiplied with for coordinates of row space: 160 MB.
  package var rowSpace = 20_000_000
  /// Of the rows of classes that are gathered in one read: 128 MB.
  package var classes = 16_000_000
  /// Of the rows that look for neighbours: 128 MB.
  package var neighbours = 1 << 24

  /// Of pairs of rows that are sorted at a time, or up to twice as many: 64 MB.
  package var pairs = 1 << 23

  /// Those that hold for what is computed here.
  @TaskLocal package static var current = HeldNumbers()

  /// The program's own.
  package init() {}

  /// Next to nothing of everything.
  package static var least: HeldNumbers {
    var held = HeldNumbers()
    (held.products, held.rowSpace, held.classes, held.neighbours) = (0, 0, 0, 0)
    held.pairs = 1000
    return held
  }
}
