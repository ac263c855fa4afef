extension RunSpecification {
  /// The key under which a run is recorded once: SHA-256, as 64 hex digits, of the canonical form.
  ///
  /// The canonical form is the bytes of `pedlab-run-1` followed by one netstring (`length:bytes,`)
  /// per item, in this order: dataset; number of models; the models in sorted order; metric; number
  /// of metric options; each option's name and value, sorted by name; seed or nothing; motion (`ped`
  /// or `none`); with `ped` step size, iterations, force constant, radius scale, exit ratio, number
  /// of ablation switches, each switch's name and value, sorted by name; input digest; method
  /// version. Integers are decimal, doubles the 16 hex digits of their bits (negative zero as zero).
  /// It is therefore the same on every machine and in every process.
  package var identity: String { SHA256.hex(canonicalForm) }

  private var canonicalForm: [UInt8] {
    var form = CanonicalForm()
    form.add(dataset)
    form.add(models.count)
    for model in models.sorted(by: CanonicalForm.precedes) { form.add(model) }
    form.add(metric)
    form.add(metricOptions)
    form.add(seed.map(String.init) ?? "")
    form.add(ped == nil ? "none" : "ped")
    if let ped {
      form.add(ped.stepSize)
      form.add(ped.iterations)
      form.add(ped.forceConstant)
      form.add(ped.radiusScale)
      form.add(ped.exitRatio)
      form.add(ped.ablation)
    }
    form.add(inputDigest)
    form.add(methodVersion)
    return form.bytes
  }
}
