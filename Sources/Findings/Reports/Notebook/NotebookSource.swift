import Ledger
import Transferability
import Wording

/// The Python of a notebook's cells.
enum NotebookSource {
  static func loading(folder: String, hasOptions: Bool) -> String {
    let options =
      hasOptions
      ? "\ncorrelations[\"metric_options\"] = correlations[\"metric_options\"].fillna(\"\")" : ""
    // Switches are columns of words: numbers and flags among them too, which pandas would convert.
    let textColumns = (["run", "metric_options"] + PEDParameter.textual.map(\.name))
      .map(JSONText.quoted).joined(separator: ", ")
    return """
      from pathlib import Path

      import matplotlib.pyplot as plt
      import pandas as pd
      from IPython.display import SVG, display

      data = Path(\(JSONText.quoted(folder)))
      types = {name: str for name in [\(textColumns)]}
      correlations = pd.read_csv(data / "correlations.csv", dtype=types)
      scores = pd.read_csv(data / "scores.csv", dtype=types)
      traces = pd.read_csv(data / "traces.csv", dtype=types)\(options)


      def show(fig, alt):
          # Once, with an alternative text.
          plt.close(fig)
          display(fig, metadata={"image/png": {"alt": alt}})
      """
  }

  /// The metrics without PED and with one setting.
  ///
  /// - Parameter quantile: Student's, for the interval over datasets; nil for none.
  static func table(_ ped: PEDParameters?, index: [String], quantile: Double?) -> String {
    let rows =
      ped.map { ped in
        """
        setting = {\(Self.members(ped))}
        is_shown = correlations[list(setting)].eq(pd.Series(setting)).all(axis=1)
        shown = correlations[(correlations["motion"] == "none") | is_shown]
        """
      } ?? "shown = correlations"
    let names = index.map(JSONText.quoted).joined(separator: ", ")
    let interval = quantile.map { quantile in
      """

      # 95 % interval of the mean over datasets: Student's quantile times the standard error.
      reach = \(Printed.fixed(quantile, decimals: 6)) * values.sem(axis=1, skipna=False)
      table["low"], table["high"] = table["mean"] - reach, table["mean"] + reach
      """
    }
    return """
      \(rows)
      table = shown.pivot_table(index=[\(names)], columns="dataset", values="weighted_tau")
      values = table.copy()
      table["mean"] = values.mean(axis=1, skipna=False)\(interval ?? "")
      table.round(3)
      """
  }

  private static func members(_ ped: PEDParameters) -> String {
    let numbers = zip(PEDParameters.numericNames, ped.numbers).map { "\"\($0)\": \($1)" }
    let switches = PEDParameters.switches.map { name, _ in
      "\"\(name)\": \(JSONText.quoted(ped.value(of: name) ?? ""))"
    }
    return (numbers + switches).joined(separator: ", ")
  }

  /// pedlab's figure, as its file has it.
  static func showing(_ name: String, alt: String) -> String {
    """
    display(
        SVG(filename=str(data / "figures" / \(JSONText.quoted(name + ".svg")))),
        metadata={"image/svg+xml": {"alt": \(JSONText.quoted(alt))}},
    )
    """
  }

  static func pairs(metric: String) -> String {
    """
    one = shown[shown["metric"] == \(JSONText.quoted(metric))]
    pair = one.pivot_table(index="dataset", columns="motion", values="weighted_tau")
    if {"none", "ped"} <= set(pair.columns):
        pair = pair.loc[(pair["ped"] - pair["none"]).sort_values().index]
    fig, ax = plt.subplots(figsize=(7, 0.4 * len(pair) + 1))
    # Thin: the 95 % interval over models; thick: from one to the other.
    low = one.pivot_table(index="dataset", columns="motion", values="weighted_tau_low").reindex(pair.index)
    high = one.pivot_table(index="dataset", columns="motion", values="weighted_tau_high").reindex(pair.index)
    ax.hlines(pair.index, pair.min(axis=1), pair.max(axis=1), color="grey", linewidth=3)
    for shift, motion, marker in [(-0.12, "none", "o"), (0.12, "ped", "s")]:
        if motion in pair:
            places = [place + shift for place in range(len(pair))]
            points = ax.plot(pair[motion], range(len(pair)), marker, label=motion)
            if motion in low:
                ax.hlines(places, low[motion], high[motion], color=points[0].get_color(), linewidth=1)
    ax.set(xlabel="weighted tau", title=\(JSONText.quoted(metric)))
    ax.legend()
    show(fig, \(JSONText.quoted("Weighted tau of \(metric) on each dataset without PED and with it, with intervals over models.")))
    """
  }

  /// Differences to no PED, about 0.
  static func heatMap(metric: String, x: String, y: String) -> String {
    """
    own = correlations[correlations["metric"] == \(JSONText.quoted(metric))]
    without = own[own["motion"] == "none"].groupby("dataset")["weighted_tau"].mean()
    one = own[own["motion"] == "ped"].copy()
    one["difference"] = one["weighted_tau"] - one["dataset"].map(without)
    grid = one.pivot_table(index="\(y)", columns="\(x)", values="difference")
    limit = grid.abs().max().max()
    fig, ax = plt.subplots(figsize=(1.2 + 0.8 * grid.shape[1], 1.2 + 0.5 * grid.shape[0]))
    ax.imshow(grid, cmap="PuOr", vmin=-limit, vmax=limit, aspect="auto")
    ax.set_xticks(range(grid.shape[1]), [f"{value:.4g}" if isinstance(value, float) else value for value in grid.columns])
    ax.set_yticks(range(grid.shape[0]), [f"{value:.4g}" if isinstance(value, float) else value for value in grid.index])
    for row in range(grid.shape[0]):
        for column in range(grid.shape[1]):
            value = grid.iloc[row, column]
            ax.text(column, row, f"{value:+.2f}", ha="center", va="center",
                    color="white" if abs(value) > 0.6 * limit else "black")
    ax.set(xlabel="\(x)", ylabel="\(y)", title="mean difference of weighted tau to no PED")
    show(fig, \(JSONText.quoted("Mean difference of the weighted tau of \(metric) to no PED, over \(x) and \(y).")))
    """
  }

  static func traces(run: String, dataset: String) -> String {
    """
    one = traces[traces["run"] == \(JSONText.quoted(run))]
    fig, ax = plt.subplots(figsize=(7, 4.5))
    for model, rows in one.groupby("model"):
        energy = rows["potential_energy"]
        ax.plot(rows["step"], energy / energy.iloc[0], marker="o", label=model)
    ax.set(xlabel="step", ylabel="energy / energy at step 0", title=\(JSONText.quoted(dataset)))
    ax.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))
    show(fig, \(JSONText.quoted("Potential energy of each model on \(dataset), relative to its start, over the steps.")))
    """
  }

  static func scatter(run: String, dataset: String) -> String {
    """
    one = scores[scores["run"] == \(JSONText.quoted(run))]
    fig, ax = plt.subplots(figsize=(7, 4.5))
    ax.scatter(one["score"], one["accuracy"])
    for _, row in one.iterrows():
        ax.annotate(
            row["model"], (row["score"], row["accuracy"]),
            xytext=(4, 4), textcoords="offset points", fontsize=8,
        )
    ax.set(xlabel="score", ylabel="accuracy", title=\(JSONText.quoted(dataset)))
    show(fig, \(JSONText.quoted("Accuracy against score of each model on \(dataset).")))
    """
  }
}
