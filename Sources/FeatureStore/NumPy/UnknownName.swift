/// A model or a dataset that was asked for and that no file of a folder is of.
package struct UnknownName: Error, Equatable {
  /// As it was asked for.
  package let name: String
  /// "model" or "dataset".
  package let noun: String
  /// What there is: names, or MODEL_DATASET where these can be read in several ways.
  package let known: [String]
}
