import Findings

extension PageName {
  private var view: any PageView.Type {
    switch self {
    case .overview: OverviewPage.self
    case .answer: AnswerPage.self
    case .settings: SettingsPage.self
    case .models: ModelsPage.self
    case .now: NowPage.self
    case .motion: MotionPage.self
    case .compare: ComparePage.self
    case .runs: RunsPage.self
    case .run: RunPage.self
    case .data: DataPage.self
    case .paper: PaperPage.self
    }
  }

  /// Whether PED is shown at one setting, or at one for each dataset.
  private var showsResults: Bool { [.answer, .settings, .models, .paper].contains(self) }

  /// On other pages only what the address chooses for those that show it.
  private func standing(_ context: PageContext) throws -> SettingChoice? {
    guard showsResults, !context.state.experiment.isEmpty else {
      return context.state.choice == .official ? nil : context.state.choice
    }
    return try context.choice(context.grid())
  }

  /// The whole page.
  func html(_ context: PageContext) throws -> HTML {
    let view = view
    let content = try view.content(context)
    let layout = PageLayout(
      state: context.state, isLive: view.isLive && context.formToken != nil,
      standing: try standing(context))
    return layout.page(view.title, content)
  }
}
