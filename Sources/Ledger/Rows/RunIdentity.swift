extension RunSpecification {
  /// The key under which a run is recorded once: SHA-256, as 64 hex digits, of the canonical form.
  ///
  /// The canonical form is the bytes of `pedlab-run-1` followed by one netstring (`length:bytes,`)
  /// per item, in this order: dataset; number of models; the models in sorted order; metric; number
  /// of metric options; each option's name and value, sorted by name; seed or nothing; motion (`ped`
  /// or `none`); with `ped` step size, iterations, force constant, radius scale, exit ratio, number
  /// of ablation switches, each switch's name and value, sorted by name; where some rows are taken
  /// only, `sample`, the rows of a class and the sample's seed; input digest; method version. Integers are decimal, doubles the 16 hex digits of their bits (negative zero as zero).
  /// It is therefore the same on every machine and in every process.
  package var identity: String { SHA256.hex(canonicalForm) }

  /// Whether this is what was recorded under `identity`. The last 128 bits decide.
  func hasIdentity(_ identity: String) -> Bool {
    self.identity.utf8.suffix(32).elementsEqual(identity.utf8.suffix(32))
  }

  /// The same for runs that score alike: of one setting on one dataset, whatever the pool, the
  /// inputs and the truth. A key to look runs up by; what is found is compared.
  var scoringKey: Int64 {
    var form = CanonicalForm("pedlab-scoring-1")
    form.add(dataset)
    addSetting(to: &form)
    form.add(methodVersion)
    return Self.key(form)
  }

  /// The same for runs of one setting, on any dataset and with any seeds. A key to look its number up by.
  var settingKey: Int64 {
    var form = CanonicalForm("pedlab-setting-1")
    form.add(metric)
    form.add(metricOptions)
    addMotion(to: &form)
    if let sample {
      form.add("sample")
      form.add(sample.perClass)
    }
    return Self.key(form)
  }

  /// The same for runs that move the classes of one dataset alike: their traces are stored together. A key
  /// to look them up by; what is found is compared.
  var motionKey: Int64 {
    var form = CanonicalForm("pedlab-motion-1")
    form.add(dataset)
    addMotion(to: &form)
    if let sample {
      form.add("sample")
      form.add(sample.perClass)
      form.add(sample.seed)
    }
    return Self.key(form)
  }

  /// The first 64 bits of the hash.
  private static func key(_ form: CanonicalForm) -> Int64 {
    let digits = SHA256.hex(form.bytes).prefix(16)
    guard let key = UInt64(digits, radix: 16) else {
      preconditionFailure("\(digits) are not 16 hex digits")
    }
    return Int64(bitPattern: key)
  }

  /// Whether an evaluation of one is an evaluation of the other where the inputs are the same.
  func scoresLike(_ other: RunSpecification) -> Bool {
    dataset == other.dataset && metric == other.metric && metricOptions == other.metricOptions
      && seed == other.seed && ped == other.ped && sample == other.sample
      && methodVersion == other.methodVersion
  }

  private var canonicalForm: [UInt8] {
    var form = CanonicalForm("pedlab-run-1")
    form.add(dataset)
    form.add(models.count)
    for model in models.sorted(by: CanonicalForm.precedes) { form.add(model) }
    addSetting(to: &form)
    form.add(inputDigest)
    form.add(methodVersion)
    return form.bytes
  }

  private func addSetting(to form: inout CanonicalForm) {
    form.add(metric)
    form.add(metricOptions)
    form.add(seed.map(String.init) ?? "")
    addMotion(to: &form)
    // Runs over all rows keep the identity that they had before there were samples.
    if let sample {
      form.add("sample")
      form.add(sample.perClass)
      form.add(sample.seed)
    }
  }

  private func addMotion(to form: inout CanonicalForm) {
    form.add(motion)
    if let ped {
      form.add(ped.stepSize)
      form.add(ped.iterations)
      form.add(ped.forceConstant)
      form.add(ped.radiusScale)
      form.add(ped.exitRatio)
      form.add(ped.ablation)
    }
  }
}
