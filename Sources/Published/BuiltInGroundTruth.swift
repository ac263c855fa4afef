import Tabular

/// Ground truths that come with the binary: `--truth NAME`, `ground_truth: NAME`, `audit NAME`,
/// `truth show NAME`.
///
/// Each is a CSV file in Tables; hubs.csv says where its numbers were published.
package enum BuiltInGroundTruth: String, CaseIterable, Sendable {
  case pedSSL = "ped-ssl"
  case sfdaCNN = "sfda-cnn"
  case sfdaCNNHead = "sfda-cnn-head"
  case sfdaViT = "sfda-vit"
  case emmsViT = "emms-vit"
  case emmsCaption = "emms-caption"
  case nctiSSL = "ncti-ssl"
  case itm = "itm-mixed"
  case parcControlled = "parc-controlled"
  case parcAll = "parc-all"
  case tllibCNN = "tllib-cnn"
  case medMNISTArchitectures = "medmnist-architectures"
  case medMNISTSources = "medmnist-sources"
  case lovmVLM = "lovm-vlm"

  /// Its row of hubs.csv.
  package var hub: PublishedHub { .named(rawValue) }

  /// What it holds, and where it was published.
  package var source: String { "\(hub.title), \(hub.unit) (\(hub.source))" }

  /// The accuracies.
  package func groundTruth() throws -> GroundTruth {
    try GroundTruth(CSVTable(text: text, name: rawValue))
  }

  /// What is known of its models, in the order of the table.
  package var models: [PublishedModel] { PublishedModel.all(of: rawValue) }

  /// What is known of its datasets, in the order of the table.
  package func datasets() throws -> [PublishedDataset] {
    try groundTruth().datasets.map { PublishedDataset($0) }
  }

  /// Scores that were published beside the accuracies; none for most.
  package var scores: [PublishedScore] {
    guard let scoreText else { return [] }
    return PublishedTable(scoreText, "\(rawValue), scores").rows.compactMap { row in
      Double(row["score"]).map {
        PublishedScore(
          model: row["model"], dataset: row["dataset"], metric: row["metric"], score: $0)
      }
    }
  }

  private var text: String {
    switch self {
    case .pedSSL: EmbeddedText.acc_ped_ssl12x11_csv
    case .sfdaCNN: EmbeddedText.acc_sfda_cnn11x11_csv
    case .sfdaCNNHead: EmbeddedText.acc_teguide_cnn_linearhead11x11_csv
    case .sfdaViT: EmbeddedText.acc_teguide_vit10x11_csv
    case .emmsViT: EmbeddedText.acc_emms_vit13x11_csv
    case .emmsCaption: EmbeddedText.acc_emms_caption_csv
    case .nctiSSL: EmbeddedText.acc_ncti_ssl12x13_csv
    case .itm: EmbeddedText.acc_teguide_itm20x11_csv
    case .parcControlled: EmbeddedText.acc_parc_oracle_controlled_csv
    case .parcAll: EmbeddedText.acc_parc_oracle_all_csv
    case .tllibCNN: EmbeddedText.acc_tllib_cnn10x8_csv
    case .medMNISTArchitectures: EmbeddedText.acc_medmnist_architectures9x11_csv
    case .medMNISTSources: EmbeddedText.acc_medmnist_sources15x12_csv
    case .lovmVLM: EmbeddedText.acc_lovm_vlm35x23_csv
    }
  }

  private var scoreText: String? {
    switch self {
    case .tllibCNN: EmbeddedText.scores_tllib_cnn10x8_csv
    case .medMNISTArchitectures: EmbeddedText.scores_medmnist_architectures9x11_csv
    case .medMNISTSources: EmbeddedText.scores_medmnist_sources15x12_csv
    default: nil
    }
  }
}
