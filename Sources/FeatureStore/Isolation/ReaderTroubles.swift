/// What files have done to libhdf5, so that the same file is not tried for ever.
struct ReaderTroubles {
  private struct Count {
    var crashes = 0
    var hangs = 0
  }

  /// By path and identity.
  private var counts: [String: Count] = [:]

  /// Each costs a start of the process.
  private static let mostCrashes = 100
  /// Each costs seconds.
  private static let mostHangs = 2

  /// Why the file is no longer tried; nil if it is.
  func refusal(of question: HDF5Question) -> StoreError? {
    guard let count = counts[Self.key(question)],
      count.crashes >= Self.mostCrashes || count.hangs >= Self.mostHangs
    else { return nil }
    var error = StoreError(
      "\(question.place) is not read, because the file has"
        + (count.hangs >= Self.mostHangs
          ? " kept the HDF5 library busy without an end" : " crashed the HDF5 library")
        + " too often. The file is damaged: copy or write it again.")
    error.isCrash = true
    return error
  }

  /// Notes how the process ended over a question.
  mutating func noted(_ end: ReaderChild.End, _ question: HDF5Question) -> StoreError {
    let library = "the HDF5 library (libhdf5 \(HDF5Version.text)"
    let what: String
    switch end {
    case .timeOver:
      counts[Self.key(question), default: Count()].hangs += 1
      what = "reading it kept \(library)) busy without an end"
    case .crash(let signal):
      counts[Self.key(question), default: Count()].crashes += 1
      what = "reading it crashed \(library), \(signal))"
    case .ended(let how):
      return StoreError(
        "\(question.place): the process that reads HDF5 files \(how) twice. Is there enough memory?"
      )
    }
    var error = StoreError(
      "\(question.place): \(what). The file is damaged: copy or write it again.")
    error.isCrash = true
    return error
  }

  private static func key(_ question: HDF5Question) -> String {
    "\(question.identity) \(question.file)"
  }
}
