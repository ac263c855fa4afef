import Tabular

/// Ground truths that come with the binary: `--truth NAME`, `ground_truth: NAME`, `audit NAME`,
/// `truth show NAME`.
///
/// Each is a CSV file of this folder; hubs.csv says where its numbers were published.
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
    try GroundTruth(CSVTable(text: String(decoding: bytes, as: UTF8.self), name: rawValue))
  }

  /// What is known of its models, in the order of the table.
  package var models: [PublishedModel] { PublishedModel.all(of: rawValue) }

  /// What is known of its datasets, in the order of the table.
  package func datasets() throws -> [PublishedDataset] {
    try groundTruth().datasets.map { PublishedDataset($0) }
  }

  /// Scores that were published beside the accuracies; none for most.
  package var scores: [PublishedScore] {
    guard let scoreBytes else { return [] }
    return PublishedTable(scoreBytes, "\(rawValue), scores").rows.compactMap { row in
      Double(row["score"]).map {
        PublishedScore(
          model: row["model"], dataset: row["dataset"], metric: row["metric"], score: $0)
      }
    }
  }

  private var bytes: [UInt8] {
    switch self {
    case .pedSSL: PackageResources.acc_ped_ssl12x11_csv
    case .sfdaCNN: PackageResources.acc_sfda_cnn11x11_csv
    case .sfdaCNNHead: PackageResources.acc_teguide_cnn_linearhead11x11_csv
    case .sfdaViT: PackageResources.acc_teguide_vit10x11_csv
    case .emmsViT: PackageResources.acc_emms_vit13x11_csv
    case .emmsCaption: PackageResources.acc_emms_caption_csv
    case .nctiSSL: PackageResources.acc_ncti_ssl12x13_csv
    case .itm: PackageResources.acc_teguide_itm20x11_csv
    case .parcControlled: PackageResources.acc_parc_oracle_controlled_csv
    case .parcAll: PackageResources.acc_parc_oracle_all_csv
    case .tllibCNN: PackageResources.acc_tllib_cnn10x8_csv
    case .medMNISTArchitectures: PackageResources.acc_medmnist_architectures9x11_csv
    case .medMNISTSources: PackageResources.acc_medmnist_sources15x12_csv
    case .lovmVLM: PackageResources.acc_lovm_vlm35x23_csv
    }
  }

  private var scoreBytes: [UInt8]? {
    switch self {
    case .tllibCNN: PackageResources.scores_tllib_cnn10x8_csv
    case .medMNISTArchitectures: PackageResources.scores_medmnist_architectures9x11_csv
    case .medMNISTSources: PackageResources.scores_medmnist_sources15x12_csv
    default: nil
    }
  }
}
