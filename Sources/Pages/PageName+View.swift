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

  /// The whole page.
  func html(_ context: PageContext) throws -> HTML {
    let view = view
    let layout = PageLayout(
      state: context.state, isLive: view.isLive && context.formToken != nil)
    return layout.page(view.title, try view.content(context))
  }
}
