import BuildStamp

/// The program's version with the commit that it was built from.
enum CodeVersion {
  /// "0.1.0 (0123456789ab)", with "-dirty" where files were changed or not in git; "0.1.0 (commit not
  /// known)" where it was built without git. Asked when it was built, not now: a checkout goes on, and a
  /// program is copied.
  static let text =
    "\(PedlabCommand.version) (\(BuildStamp.commit.isEmpty ? "commit not known" : BuildStamp.commit))"
}
