import Findings
import Published
import Tabular
import Testing
import Transferability

/// Correlations that others have published or that SciPy 1.17.1 gave, from their scores.
struct PublishedCorrelationTests {
  /// TransRate's repository prints four decimals.
  @Test func transRate() throws {
    let scores = try PublishedTable.named("transrate_scores.csv")
    let expected = try PublishedTable.named("transrate_expected_correlations.csv")
    let columns = [
      "NCE": "nce", "LEEP": "leep", "LFC": "lfc", "h-Sc": "h_score", "LogMe": "logme",
    ]
    let accuracy = try scores.requiredIndex(of: "accuracy")
    var compared = 0
    for row in expected.rows {
      guard let name = columns[row.fields[3]] else { continue }
      let column = try scores.requiredIndex(of: name)
      let rows = scores.rows.filter { $0.fields[0] == row.fields[0] }
      let value = RankCorrelation.compute(
        scores: try rows.map { try scores.number($0, column) ?? .nan },
        truth: try rows.map { try scores.number($0, accuracy) })
      let values = [value["pearson"], value["kendall_tau"], value.weightedTau]
      for (offset, value) in values.enumerated() {
        let published = try #require(try expected.number(row, 4 + offset))
        #expect(abs(value - published) <= 5.0001e-5, "\(row.fields) \(value)")
      }
      compared += 1
    }
    #expect(compared == 81)
  }

  @Test func everyPairOfDatasetsAsScoreAndTruth() throws {
    let truth = try GroundTruth(PublishedTable.named("acc_ped_ssl12x11.csv"))
    let golden = try PublishedTable.named("engine_golden_ped_cross_dataset.csv")
    #expect(golden.rows.count == 110)
    for row in golden.rows {
      let value = RankCorrelation.compute(
        scores: truth.models.map { truth.accuracy(model: $0, dataset: row.fields[0]) ?? .nan },
        truth: truth.models.map { truth.accuracy(model: $0, dataset: row.fields[1]) })
      let values = [value.weightedTau, value["kendall_tau"], value["spearman"], value["pearson"]]
      for (offset, value) in values.enumerated() {
        let expected = try #require(try golden.number(row, 2 + offset))
        #expect(abs(value - expected) <= 1e-12, "\(row.fields) \(value)")
      }
    }
  }

  /// ETran's notebook prints 0.900 for 0.15 energy + 0.85 LDA (both from 0 to 1), 0.869 for LDA
  /// and 0.572 for energy.
  @Test func etran() throws {
    let scores = try ScoreTable(PublishedTable.named("etran_cifar100_scores.csv"))
    func unit(_ values: [Double]) -> [Double] {
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      return values.map { ($0 - low) / (high - low) }
    }
    let (lda, energy) = (scores.series[0], scores.series[1])
    let truth = try #require(scores.truth)
    let accuracies = lda.models.map { truth.accuracy(model: $0, dataset: lda.dataset) }
    let both = zip(unit(lda.scores), unit(energy.scores)).map { 0.85 * $0 + 0.15 * $1 }
    for (scores, printed) in [(both, 0.900), (lda.scores, 0.869), (energy.scores, 0.572)] {
      let value = RankCorrelation.compute(scores: scores, truth: accuracies)
      #expect(abs(value.weightedTau - printed) <= 5.0001e-4)
    }
  }

  @Test func tmlrBenchmark() throws {
    let scores = try ScoreTable(PublishedTable.named("tmlr_sun397_scores.csv"))
    let golden = try PublishedTable.named("tmlr_sun397_own_correlations.csv")
    for row in golden.rows {
      let series = try #require(scores.series.first { $0.metric == row.fields[0] })
      let value = ScoreCorrelation(series, truth: try #require(scores.truth)).correlation
      let (kendall, weighted) = (try golden.number(row, 1), try golden.number(row, 2))
      #expect(abs(value["kendall_tau"] - (kendall ?? .nan)) <= 1e-12)
      #expect(abs(value.weightedTau - (weighted ?? .nan)) <= 1e-12)
    }
  }

  /// The official scores of the bundled store, and the tau that SciPy gave for them.
  @Test func officialScoresOfTheHub() throws {
    let tau = try PublishedTable.table(at: "Tests/Fixtures/official/official_tau.csv")
    let scores = try ScoreTable(
      PublishedTable.table(at: "Tests/Fixtures/official/official_scores.csv"))
    let truth = try GroundTruth(PublishedTable.table(at: "Experiments/data/accuracy.csv"))
    var compared = 0
    for row in tau.rows {
      let series = try #require(
        scores.series.first { $0.run == row.fields[0] && $0.dataset == row.fields[1] })
      let value = ScoreCorrelation(series, truth: truth).correlation
      let (weighted, kendall) = (try tau.number(row, 2), try tau.number(row, 3))
      #expect(abs(value.weightedTau - (weighted ?? .nan)) <= 1e-9, "\(row.fields)")
      #expect(abs(value["kendall_tau"] - (kendall ?? .nan)) <= 1e-9, "\(row.fields)")
      compared += 1
    }
    #expect(compared == tau.rows.count && compared > 200)
  }

  @Test(arguments: [
    (BuiltInGroundTruth.pedSSL, "acc_ped_ssl12x11.csv", 132),
    (.sfdaCNN, "acc_sfda_cnn11x11.csv", 121), (.emmsViT, "acc_emms_vit13x11.csv", 143),
    (.sfdaCNNHead, "acc_teguide_cnn_linearhead11x11.csv", 121),
    (.emmsCaption, "acc_emms_caption.csv", 45), (.nctiSSL, "acc_ncti_ssl12x13.csv", 152),
    (.itm, "acc_teguide_itm20x11.csv", 220),
    (.parcControlled, "acc_parc_oracle_controlled.csv", 196),
    (.parcAll, "acc_parc_oracle_all.csv", 459),
  ])
  func builtInGroundTruths(builtIn: BuiltInGroundTruth, file: String, pairs: Int) throws {
    let ours = try builtIn.groundTruth()
    let table = try PublishedTable.named(file)
    let published = try GroundTruth(table)
    #expect(table.rows.count == pairs)
    #expect(ours.models == published.models && ours.datasets == published.datasets)
    for model in published.models {
      for dataset in published.datasets {
        #expect(
          ours.accuracy(model: model, dataset: dataset)
            == published.accuracy(model: model, dataset: dataset))
      }
    }
  }
}
