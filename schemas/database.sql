-- written by python -m econ_extract.docs; change the code and run that again

CREATE TABLE documents (
    document_id VARCHAR,
    path VARCHAR,
    format VARCHAR,
    encoding VARCHAR,
    sha256 VARCHAR,
    size_bytes BIGINT,
    text VARCHAR,
    status VARCHAR,
    error VARCHAR,
    run_id VARCHAR,
    name VARCHAR,
    settings VARCHAR,
    part_of VARCHAR,
    warning VARCHAR
);

CREATE TABLE articles (
    article_id VARCHAR,
    document_id VARCHAR,
    ordinal INTEGER,
    title VARCHAR,
    byline VARCHAR,
    outlet VARCHAR,
    published_on DATE,
    published_from VARCHAR,
    text VARCHAR,
    pieces INTEGER[][],
    text_hash VARCHAR,
    duplicate_of VARCHAR,
    reprint_of VARCHAR,
    title_from VARCHAR,
    byline_from VARCHAR,
    outlet_from VARCHAR,
    section VARCHAR,
    section_from VARCHAR,
    roles VARCHAR[],
    quality DOUBLE
);

CREATE TABLE entities (
    article_id VARCHAR,
    ordinal INTEGER,
    text VARCHAR,
    type VARCHAR,
    doc_start INTEGER,
    doc_end INTEGER,
    canonical VARCHAR,
    code VARCHAR,
    tagger VARCHAR
);

CREATE TABLE figures (
    figure_id VARCHAR,
    document_id VARCHAR,
    article_id VARCHAR,
    doc_start INTEGER,
    doc_end INTEGER,
    quantity VARCHAR,
    value DECIMAL(38,6),
    value_low DECIMAL(38,6),
    value_high DECIMAL(38,6),
    unit VARCHAR,
    bound VARCHAR,
    role VARCHAR,
    kind VARCHAR,
    indicator VARCHAR,
    indicator_id VARCHAR,
    subject VARCHAR,
    subject_type VARCHAR,
    region_code VARCHAR,
    period_start DATE,
    period_end DATE,
    period_text VARCHAR,
    period_from VARCHAR,
    status VARCHAR,
    basis VARCHAR,
    direction VARCHAR,
    is_change BOOLEAN,
    of_figure_id VARCHAR,
    attribution VARCHAR,
    sentence VARCHAR,
    confidence DOUBLE,
    rules VARCHAR[],
    page INTEGER,
    flags VARCHAR[]
);

CREATE TABLE repeats (
    figure_id VARCHAR,
    document_id VARCHAR,
    repeats_figure_id VARCHAR,
    repeated_in VARCHAR
);

CREATE TABLE rejects (
    document_id VARCHAR,
    article_id VARCHAR,
    doc_start INTEGER,
    doc_end INTEGER,
    text VARCHAR,
    reason VARCHAR,
    rules VARCHAR[]
);

CREATE TABLE runs (
    run_id VARCHAR,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    version VARCHAR,
    rules_hash VARCHAR,
    tagger VARCHAR,
    options VARCHAR,
    documents INTEGER,
    articles INTEGER,
    figures INTEGER,
    failed INTEGER
);

CREATE TABLE sketches (
    article_id VARCHAR,
    document_id VARCHAR,
    text_hash VARCHAR,
    sketch BIGINT[]
);

CREATE TABLE alike (
    text_hash VARCHAR,
    other_hash VARCHAR,
    likeness DOUBLE
);

CREATE TABLE meta (
    key VARCHAR,
    value VARCHAR
);

CREATE VIEW investment_totals AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'investment';

CREATE VIEW project_counts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'project_count';

CREATE VIEW growth_rates AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.basis, f.direction, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'growth_rate';

CREATE VIEW loan_balances AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'loan_balance';

CREATE VIEW deposit_balances AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'deposit_balance';

CREATE VIEW asset_balances AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'asset_balance';

CREATE VIEW finance_flows AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'finance_flow';

CREATE VIEW output_values AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'output_value';

CREATE VIEW revenues AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'revenue';

CREATE VIEW profits AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'profit';

CREATE VIEW fiscal_amounts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'fiscal';

CREATE VIEW trade_amounts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'trade';

CREATE VIEW foreign_capital_amounts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'foreign_capital';

CREATE VIEW other_amounts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'money_other';

CREATE VIEW prices AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'price';

CREATE VIEW ratios AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'ratio';

CREATE VIEW enterprise_counts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'enterprise_count';

CREATE VIEW people_counts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'people';

CREATE VIEW other_counts AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'count';

CREATE VIEW areas AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'area';

CREATE VIEW quantities AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'quantity';

CREATE VIEW ranks AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'rank';

CREATE VIEW durations AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'duration';

CREATE VIEW index_levels AS SELECT
    f.figure_id, f.document_id, f.article_id, f.doc_start, f.doc_end, f.quantity, f.value, f.value_low, f.value_high, f.unit, f.bound, f.indicator, f.indicator_id, f.subject, f.subject_type, f.region_code, f.period_start, f.period_end, f.period_text, f.period_from, f.status, f.is_change, f.of_figure_id, f.attribution, f.sentence, f.confidence, f.rules, f.page, f.flags, a.title, a.outlet, a.published_on, d.path
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL)) AND f.kind = 'index';

CREATE VIEW figures_zh AS SELECT
    a.title AS "标题",
    a.published_on AS "发布日期",
    a.outlet AS "媒体",
    CASE f.kind WHEN 'investment' THEN '投资' WHEN 'project_count' THEN '项目数' WHEN 'growth_rate' THEN '增速' WHEN 'loan_balance' THEN '贷款余额' WHEN 'deposit_balance' THEN '存款余额' WHEN 'asset_balance' THEN '资产余额' WHEN 'finance_flow' THEN '资金流量' WHEN 'output_value' THEN '产值' WHEN 'revenue' THEN '收入' WHEN 'profit' THEN '利润' WHEN 'fiscal' THEN '财政' WHEN 'trade' THEN '外贸' WHEN 'foreign_capital' THEN '外资' WHEN 'money_other' THEN '其他金额' WHEN 'price' THEN '价格' WHEN 'ratio' THEN '比率' WHEN 'enterprise_count' THEN '机构数' WHEN 'people' THEN '人数' WHEN 'count' THEN '其他计数' WHEN 'area' THEN '面积' WHEN 'quantity' THEN '实物量' WHEN 'rank' THEN '位次' WHEN 'duration' THEN '时长' WHEN 'index' THEN '指数' ELSE f.kind END AS "类别",
    f.indicator AS "指标",
    f.subject AS "主体",
    f.quantity AS "原文数字",
    CASE f.bound WHEN 'exact' THEN '等于' WHEN 'about' THEN '约' WHEN 'nearly' THEN '近' WHEN 'over' THEN '超过' WHEN 'at_least' THEN '不低于' WHEN 'at_most' THEN '不超过' WHEN 'under' THEN '不足' WHEN 'range' THEN '区间' ELSE f.bound END AS "界限",
    CASE WHEN regexp_matches(f.unit, '^[A-Z]{3}$') AND f.kind <> 'price' THEN CAST(f.value * CAST(0.00000001 AS DECIMAL(9,8)) AS DECIMAL(38,8)) END AS "金额（亿元）",
    CASE WHEN regexp_matches(f.unit, '^[A-Z]{3}$') AND f.kind <> 'price' THEN CAST(f.value_low * CAST(0.00000001 AS DECIMAL(9,8)) AS DECIMAL(38,8)) END AS "金额下限（亿元）",
    CASE WHEN regexp_matches(f.unit, '^[A-Z]{3}$') AND f.kind <> 'price' THEN CAST(f.value_high * CAST(0.00000001 AS DECIMAL(9,8)) AS DECIMAL(38,8)) END AS "金额上限（亿元）",
    f.value AS "数值",
    f.value_low AS "下限",
    f.value_high AS "上限",
    CASE f.unit WHEN 'CNY' THEN '元' WHEN 'USD' THEN '美元' WHEN 'HKD' THEN '港元' WHEN 'EUR' THEN '欧元' WHEN 'JPY' THEN '日元' WHEN 'GBP' THEN '英镑' WHEN 'TWD' THEN '新台币' WHEN 'MOP' THEN '澳门元' WHEN 'KRW' THEN '韩元' WHEN 'SGD' THEN '新加坡元' WHEN 'AUD' THEN '澳元' WHEN 'CAD' THEN '加元' WHEN 'CHF' THEN '瑞士法郎' WHEN 'INR' THEN '印度卢比' WHEN 'RUB' THEN '卢布' WHEN 'THB' THEN '泰铢' WHEN 'DEM' THEN '德国马克' WHEN '%' THEN '%' WHEN 'pp' THEN '百分点' WHEN 'x' THEN '倍' WHEN 'doubling' THEN '番' WHEN 'share' THEN '股' WHEN 'm2' THEN '平方米' WHEN 'mu' THEN '亩' WHEN 'ha' THEN '公顷' WHEN 'km2' THEN '平方公里' WHEN 'm' THEN '米' WHEN 'km' THEN '公里' WHEN 't' THEN '吨' WHEN 'kg' THEN '千克' WHEN 'm3' THEN '立方米' WHEN 'kWh' THEN '千瓦时' WHEN 'Wh' THEN '瓦时' WHEN 'W' THEN '瓦' WHEN 'VA' THEN '伏安' WHEN 'person' THEN '人' WHEN 'household' THEN '户' WHEN 'day' THEN '天' WHEN 'workday' THEN '工作日' WHEN 'month' THEN '个月' WHEN 'year' THEN '年' WHEN 'hour' THEN '小时' WHEN 'minute' THEN '分钟' WHEN 'second' THEN '秒' WHEN 'rank' THEN '位' WHEN 'point' THEN '点' WHEN 'count' THEN '个' ELSE f.unit END AS "单位",
    f.period_start AS "时期起",
    f.period_end AS "时期止",
    CASE f.status WHEN 'actual' THEN '实际' WHEN 'target' THEN '目标' WHEN 'forecast' THEN '预测' WHEN 'norm' THEN '规定' ELSE f.status END AS "状态",
    CASE f.basis WHEN 'yoy' THEN '同比' WHEN 'mom' THEN '环比' WHEN 'ytd' THEN '较年初' WHEN 'cagr' THEN '年均' WHEN 'vs' THEN '较其他基期' WHEN 'none' THEN '未说明' ELSE f.basis END AS "比较基准",
    CASE f.direction WHEN 'up' THEN '上升' WHEN 'down' THEN '下降' ELSE f.direction END AS "方向",
    CASE WHEN f.is_change THEN '是' ELSE '否' END AS "是否增量",
    f.attribution AS "数据出处",
    f.sentence AS "原句",
    d.path AS "文件",
    f.page AS "页码",
    nullif(concat_ws('；', CASE WHEN list_contains(f.flags, 'ocr_unsure') THEN '识别不清' END, CASE WHEN list_contains(f.flags, 'ocr_point') THEN '小数点存疑' END, CASE WHEN list_contains(f.flags, 'ocr_scale') THEN '万、亿存疑' END), '') AS "存疑",
    f.figure_id AS "数字编号"
FROM figures f JOIN documents d ON d.document_id = f.document_id JOIN articles a ON a.article_id = f.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id
WHERE f.role = 'measure' AND (coalesce(getvariable('with_repeats')::BOOLEAN, false) OR (a.duplicate_of IS NULL AND r.figure_id IS NULL))
ORDER BY d.path, f.doc_start, f.doc_end;

CREATE VIEW reprints AS SELECT
    o.title AS original_title, o.outlet AS original_outlet, o.published_on AS original_day, od.path AS original_path,
    a.title, a.outlet, a.published_on, d.path, count(r.figure_id) AS repeated_figures,
    o.article_id AS original_id, a.article_id
FROM articles a JOIN documents d ON d.document_id = a.document_id
JOIN articles o ON o.article_id = a.reprint_of JOIN documents od ON od.document_id = o.document_id
LEFT JOIN figures f ON f.article_id = a.article_id
LEFT JOIN repeats r ON r.figure_id = f.figure_id AND r.repeated_in = 'reprint'
GROUP BY ALL ORDER BY original_path, original_id, d.path;
