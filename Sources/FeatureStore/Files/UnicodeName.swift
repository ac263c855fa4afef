import Foundation

extension String {
  /// In Unicode's composed normal form (NFC), in which names are compared, shown and recorded.
  var normalisedName: String { precomposedStringWithCanonicalMapping }
}
