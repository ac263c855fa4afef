-- A ledger of version 1, written by pedlab 0.1.0 (sqlite3 .dump; host, user and paths replaced).
PRAGMA application_id = 1885693036;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE evaluations (
  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL,
  score REAL NOT NULL,
  steps_taken INTEGER,
  stop TEXT,
  accuracy REAL,
  seconds REAL NOT NULL,
  notes TEXT,
  trace BLOB,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "evaluations" VALUES(1,0,1.15994900712561868627e-01,NULL,NULL,91.8333331743876,0.001199938,'["rank 106 of 120: the official value depends on rounding here"]',NULL);
INSERT INTO "evaluations" VALUES(1,1,2.0007503476005825127e-01,NULL,NULL,9.27999993165334160528e+01,0.035578149,'["rank 282 of 320: the official value depends on rounding here"]',NULL);
INSERT INTO "evaluations" VALUES(1,2,-0.0975226920083294,NULL,NULL,9.08333341280619208611e+01,0.000959269,'["rank 69 of 72: the official value depends on rounding here"]',NULL);
INSERT INTO "evaluations" VALUES(2,0,1.40323496181937235061e-01,1,'iterations',91.8333331743876,0.001831449,'["rank 106 of 120: the official value depends on rounding here"]',X'010054193633EE0574AB400000000000000000015532BA7EEF084AA940F6646CD960703340000000000000F03F');
INSERT INTO "evaluations" VALUES(2,1,2.81548494794635395521e-01,1,'iterations',9.27999993165334160528e+01,0.042836544,'["rank 282 of 320: the official value depends on rounding here"]',X'01005A0F8C1B9230491C410000000000000000015B5B223A3868131A4173E83BA00E986740000000000000F03F');
INSERT INTO "evaluations" VALUES(2,2,-3.23183515584728325853e-02,1,'iterations',9.08333341280619208611e+01,0.000558041,'["rank 69 of 72: the official value depends on rounding here"]',X'01005A10892427EA2021410000000000000000015BB898420FEC4C1F41A051F5C936186340000000000000F03F');
INSERT INTO "evaluations" VALUES(3,0,1.63355599948072194305e-01,2,'iterations',91.8333331743876,0.000877267,'["rank 106 of 120: the official value depends on rounding here"]',X'010054193633EE0574AB400000000000000000015532BA7EEF084AA940F6646CD960703340000000000000F03F0153BABB18F4E044A740ECBD256DDB8232404E576981FF78EE3F');
INSERT INTO "evaluations" VALUES(3,1,3.58387614667763643172e-01,2,'iterations',9.27999993165334160528e+01,0.013735615,'["rank 282 of 320: the official value depends on rounding here"]',X'01005A0F8C1B9230491C410000000000000000015B5B223A3868131A4173E83BA00E986740000000000000F03F015B9336F3D8210E18410B005DDAFC086740E387D63FF53DEF3F');
INSERT INTO "evaluations" VALUES(3,2,3.47567393514471648097e-02,2,'iterations',9.08333341280619208611e+01,0.000642798,'["rank 69 of 72: the official value depends on rounding here"]',X'01005A10892427EA2021410000000000000000015BB898420FEC4C1F41A051F5C936186340000000000000F03F015BD2F18CF53C991C4100619BB26D7E6240E5888D9C46FEEE3F');
INSERT INTO "evaluations" VALUES(4,0,2.12032723028160452471e-01,1,'iterations',91.8333331743876,0.000894713,'["rank 106 of 120: the official value depends on rounding here"]',X'010054193633EE0574AB400000000000000000015152DEDF601847A340F6646CD960705340000000000000F03F');
INSERT INTO "evaluations" VALUES(4,1,5.02875820665539596809e-01,1,'iterations',9.27999993165334160528e+01,0.044760751,'["rank 282 of 320: the official value depends on rounding here"]',X'01005A0F8C1B9230491C410000000000000000015B8059ECCA1910144173E83BA00E988740000000000000F03F');
INSERT INTO "evaluations" VALUES(4,2,1.71005363246403307986e-01,1,'iterations',9.08333341280619208611e+01,0.000512494,'["rank 69 of 72: the official value depends on rounding here"]',X'01005A10892427EA2021410000000000000000015BA14E07FB16451741A051F5C936188340000000000000F03F');
INSERT INTO "evaluations" VALUES(5,0,2.85782261578599483531e-01,2,'iterations',91.8333331743876,0.000848495,'["rank 106 of 120: the official value depends on rounding here"]',X'010054193633EE0574AB400000000000000000015152DEDF601847A340F6646CD960705340000000000000F03F014B6EB3948F40B59A40E35C5BF67B7F4F406D8D1926F6ECE93F');
INSERT INTO "evaluations" VALUES(5,1,7.24758897217416819813e-01,2,'iterations',9.27999993165334160528e+01,0.021277482,'["rank 282 of 320: the official value depends on rounding here"]',X'01005A0F8C1B9230491C410000000000000000015B8059ECCA1910144173E83BA00E988740000000000000F03F015B6A7B1D5AA5090D419DF9584DF0CF8440AACD3A442B3AEC3F');
INSERT INTO "evaluations" VALUES(5,2,3.92361356161131880071e-01,2,'iterations',9.08333341280619208611e+01,0.00042254,'["rank 69 of 72: the official value depends on rounding here"]',X'01005A10892427EA2021410000000000000000015BA14E07FB16451741A051F5C936188340000000000000F03F015B1FB7D95A50EB0F41F8E30F086E2E80402CDC9E112A1EEB3F');
CREATE TABLE experiments (
  experiment INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at REAL NOT NULL
) STRICT;
INSERT INTO "experiments" VALUES(1,'version-one',1.79561670045419478417e+09);
CREATE TABLE memberships (
  experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  PRIMARY KEY (experiment, run)
) STRICT, WITHOUT ROWID;
INSERT INTO "memberships" VALUES(1,1);
INSERT INTO "memberships" VALUES(1,2);
INSERT INTO "memberships" VALUES(1,3);
INSERT INTO "memberships" VALUES(1,4);
INSERT INTO "memberships" VALUES(1,5);
CREATE TABLE pools (
  pool INTEGER PRIMARY KEY,
  models TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "pools" VALUES(1,'["byol","simclr","vae"]');
CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  id_length INTEGER NOT NULL DEFAULT 12,
  pool INTEGER NOT NULL REFERENCES pools,
  submission INTEGER REFERENCES submissions ON DELETE SET NULL,
  worker INTEGER REFERENCES workers ON DELETE SET NULL,
  status TEXT NOT NULL CHECK (
    status IN ('queued', 'running', 'finished', 'failed', 'killed', 'crashed')),
  is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1)),
  dataset TEXT NOT NULL,
  metric TEXT NOT NULL,
  metric_options TEXT NOT NULL,
  seed INTEGER,
  motion TEXT NOT NULL CHECK (motion IN ('ped', 'none')),
  step_size REAL,
  iterations INTEGER,
  force_constant REAL,
  radius_scale REAL,
  exit_ratio REAL,
  ablation TEXT,
  input_digest TEXT NOT NULL,
  method_version INTEGER NOT NULL,
  created_at REAL NOT NULL,
  finished_at REAL,
  seconds REAL,
  models INTEGER,
  weighted_tau REAL,
  weighted_tau_low REAL,
  weighted_tau_high REAL,
  kendall_tau REAL,
  spearman REAL,
  pearson REAL,
  rel_at_1 REAL,
  rel_at_3 REAL,
  rounding_ties INTEGER,
  error TEXT,
  log TEXT,
  note TEXT
) STRICT;
INSERT INTO "runs" VALUES(1,'299141048919601ce7bad26d9f09a8da71f2ef398f3dbd31d6899682e5358ee9',12,1,1,NULL,'finished',0,'digits8','logme','{}',NULL,'none',NULL,NULL,NULL,NULL,NULL,NULL,'3194634be4332e5ffe9546a819995b9ed53ec3e8a350035a413d62cae711e60c',1,1.79561670045755529404e+09,1.79561670056075334549e+09,0.037737356,3,1.0,NULL,NULL,1.0,1.0,9.722246233686469008e-01,1.0,1.0,0,NULL,NULL,'from version 1');
INSERT INTO "runs" VALUES(2,'777c7e31b8fcb40e144c07463ab6fbbba1ab4f44bd0f096fc5bc4092a6660cde',12,1,1,NULL,'finished',0,'digits8','logme','{}',NULL,'ped',0.1,1,1.0,0.6,0.5,'{}','3194634be4332e5ffe9546a819995b9ed53ec3e8a350035a413d62cae711e60c',1,1.7956167004577941894e+09,1.7956167005696709156e+09,0.045226034,3,1.0,NULL,NULL,1.0,1.0,9.98851043614299660688e-01,1.0,1.0,0,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(3,'ef5bf43d71b52a4f5b33bccb973bbf3c6bc38f6abb6ec3b132dec61c52b6be59',12,1,1,NULL,'finished',0,'digits8','logme','{}',NULL,'ped',0.1,2,1.0,0.6,0.5,'{}','3194634be4332e5ffe9546a819995b9ed53ec3e8a350035a413d62cae711e60c',1,1.79561670045785975458e+09,1.79561670057762336723e+09,1.52556799999999988942e-02,3,1.0,NULL,NULL,1.0,1.0,9.91851037483062913935e-01,1.0,1.0,0,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(4,'b4890121e7eaeadef5b5246bf7b668e7347fc43bbfbfd0976623f5aa5f9fa7f9',12,1,1,NULL,'finished',0,'digits8','logme','{}',NULL,'ped',0.2,1,1.0,0.6,0.5,'{}','3194634be4332e5ffe9546a819995b9ed53ec3e8a350035a413d62cae711e60c',1,1.79561670045791292194e+09,1.79561670062958216673e+09,0.046167958,3,1.0,NULL,NULL,1.0,1.0,9.13186924651999465396e-01,1.0,1.0,0,NULL,NULL,NULL);
INSERT INTO "runs" VALUES(5,'59b58e4b318c53e888226bc4f224c5d72e020fd394cdac2d9564310699ff8d44',12,1,1,NULL,'finished',0,'digits8','logme','{}',NULL,'ped',0.2,2,1.0,0.6,0.5,'{}','3194634be4332e5ffe9546a819995b9ed53ec3e8a350035a413d62cae711e60c',1,1.79561670045795869826e+09,1.79561670062519645693e+09,0.022548517,3,5.45454545454545525196e-01,-1.0,1.0,3.33333333333333425851e-01,5.00000000000000111022e-01,7.19107030386346268713e-01,1.0,1.0,0,NULL,NULL,NULL);
CREATE TABLE submissions (
  submission INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL REFERENCES experiments ON DELETE CASCADE,
  provenance TEXT NOT NULL,
  created_at REAL NOT NULL
) STRICT;
INSERT INTO "submissions" VALUES(1,1,'{"codeVersion": "0.1.0", "commandLine": ["pedlab", "run", "plan.yaml"], "host": "example", "libraries": {"blas": "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Cooperlake MAX_THREADS=64", "blas_core": "Cooperlake", "system": "Linux"}, "overrides": [], "planPath": "plan.yaml", "planText": "experiment: version-one\nstore: hub.h5\ndatasets: [digits8]\nmodels: [vae, byol, simclr]\nmetrics: [logme]\nped: {step_size: [0.1, 0.2], iterations: [1, 2]}\n", "resolvedPlan": "experiment: version-one\nstore: ''hub.h5''\nmodels: [''vae'', ''byol'', ''simclr'']\ndatasets: [''digits8'']\nmetrics: [''logme'']\nmotion: [none, ped]\nped:\n  step_size: [0.1, 0.2]\n  iterations: [1, 2]\n", "user": "someone"}',1.79561670045434570311e+09);
CREATE TABLE tags (
  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO "tags" VALUES(1,'kept');
CREATE TABLE workers (
  worker INTEGER PRIMARY KEY,
  host TEXT NOT NULL,
  boot TEXT NOT NULL,
  process_namespace TEXT NOT NULL,
  process INTEGER NOT NULL,
  process_started INTEGER NOT NULL,
  heartbeat INTEGER NOT NULL DEFAULT 0,
  seen_at REAL NOT NULL
) STRICT;
CREATE INDEX submissions_by_experiment ON submissions(experiment);
CREATE INDEX runs_by_weighted_tau ON runs(weighted_tau);
CREATE INDEX runs_unfinished ON runs(status, dataset) WHERE status <> 'finished';
CREATE INDEX runs_by_submission ON runs(submission);
CREATE INDEX memberships_by_run ON memberships(run);
CREATE VIEW scores AS
  SELECT substr(runs.identity, 1, runs.id_length) AS run, runs.dataset, runs.metric,
    runs.motion, pool_models.value AS model, evaluations.score, evaluations.steps_taken,
    evaluations.stop, evaluations.accuracy, evaluations.seconds
  FROM runs JOIN pools USING (pool) JOIN evaluations ON evaluations.run = runs.run
    JOIN json_each(pools.models) AS pool_models ON pool_models.key = evaluations.position;
COMMIT;
