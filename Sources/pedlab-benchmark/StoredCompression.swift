import ArgumentParser

/// Which filters the features of a made store go through.
enum StoredCompression: String, ExpressibleByArgument, CaseIterable {
  case none
  case gzip
  case gzipWithShuffle = "gzip+shuffle"
}
