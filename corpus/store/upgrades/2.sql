-- From file version 1 to 2: room for the analysis. One statement ends where a line ends in a semicolon.
ALTER TABLE schema ADD COLUMN bands VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE code ADD COLUMN full_definition VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE code ADD COLUMN asks VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE code ADD COLUMN low INTEGER;
ALTER TABLE code ADD COLUMN high INTEGER;
ALTER TABLE coding ADD COLUMN number FLOAT;

CREATE TABLE code_link (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    code_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (code_id, other_id, kind),
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE,
    FOREIGN KEY(other_id) REFERENCES code (id) ON DELETE CASCADE
);
CREATE INDEX ix_code_link_code_id ON code_link (code_id);
CREATE INDEX ix_code_link_other_id ON code_link (other_id);
CREATE TABLE code_event (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    code_id INTEGER NOT NULL,
    what VARCHAR NOT NULL,
    details VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    time VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE
);
CREATE INDEX ix_code_event_code_id ON code_event (code_id);
CREATE TABLE score (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    participant_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    coder_id INTEGER NOT NULL,
    number FLOAT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (participant_id, code_id, coder_id),
    FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE,
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE,
    FOREIGN KEY(coder_id) REFERENCES coder (id) ON DELETE CASCADE
);
CREATE INDEX ix_score_code_id ON score (code_id);
CREATE INDEX ix_score_participant_id ON score (participant_id);
CREATE TABLE setting (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);
CREATE TABLE kept_filter (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    filters VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
);
CREATE TABLE question (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE question_code (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    question_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (question_id, code_id),
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE,
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE
);
CREATE INDEX ix_question_code_code_id ON question_code (code_id);
CREATE INDEX ix_question_code_question_id ON question_code (question_id);
CREATE TABLE turn_question (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    transcript_id INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (transcript_id, turn, question_id),
    FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE,
    FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
);
CREATE INDEX ix_turn_question_question_id ON turn_question (question_id);
CREATE TABLE cell (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    participant_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    summary VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    changed VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (participant_id, code_id),
    FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE,
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE
);
CREATE INDEX ix_cell_code_id ON cell (code_id);
CREATE INDEX ix_cell_participant_id ON cell (participant_id);
CREATE TABLE episode (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE telling (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    transcript_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    episode_id INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE,
    FOREIGN KEY(episode_id) REFERENCES episode (id) ON DELETE CASCADE
);
CREATE INDEX ix_telling_episode_id ON telling (episode_id);
CREATE INDEX ix_telling_transcript_id ON telling (transcript_id);
CREATE TABLE theme (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    claim VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE theme_code (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    theme_id INTEGER NOT NULL,
    code_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (theme_id, code_id),
    FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE,
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE
);
CREATE INDEX ix_theme_code_code_id ON theme_code (code_id);
CREATE INDEX ix_theme_code_theme_id ON theme_code (theme_id);
CREATE TABLE evidence (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    transcript_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    theme_id INTEGER NOT NULL,
    side VARCHAR NOT NULL,
    coding_id INTEGER,
    episode_id INTEGER,
    digest VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE,
    FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE,
    FOREIGN KEY(coding_id) REFERENCES coding (id) ON DELETE SET NULL,
    FOREIGN KEY(episode_id) REFERENCES episode (id) ON DELETE SET NULL
);
CREATE INDEX ix_evidence_coding_id ON evidence (coding_id);
CREATE INDEX ix_evidence_episode_id ON evidence (episode_id);
CREATE INDEX ix_evidence_theme_id ON evidence (theme_id);
CREATE INDEX ix_evidence_transcript_id ON evidence (transcript_id);

-- Notes may be on more than passages: the table is made anew, without what bound it to a text.
CREATE TABLE memo_2 (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    transcript_id INTEGER,
    start INTEGER,
    "end" INTEGER,
    coding_id INTEGER,
    text VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    kind VARCHAR DEFAULT 'note' NOT NULL,
    participant_id INTEGER,
    code_id INTEGER,
    theme_id INTEGER,
    source VARCHAR DEFAULT '' NOT NULL,
    open BOOLEAN DEFAULT 0 NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE,
    FOREIGN KEY(coding_id) REFERENCES coding (id) ON DELETE CASCADE,
    FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE,
    FOREIGN KEY(code_id) REFERENCES code (id) ON DELETE CASCADE,
    FOREIGN KEY(theme_id) REFERENCES theme (id) ON DELETE CASCADE
);
INSERT INTO memo_2(id, guid, transcript_id, start, "end", coding_id, text, created, coder)
SELECT id, guid, transcript_id, start, "end", coding_id, text, created, coder FROM memo;
DROP TABLE memo;
ALTER TABLE memo_2 RENAME TO memo;
CREATE INDEX ix_memo_code_id ON memo (code_id);
CREATE INDEX ix_memo_coding_id ON memo (coding_id);
CREATE INDEX ix_memo_participant_id ON memo (participant_id);
CREATE INDEX ix_memo_theme_id ON memo (theme_id);
CREATE INDEX ix_memo_transcript_id ON memo (transcript_id);

-- The search index: a row a turn, its words as they stand and their dictionary forms; it keeps no deleted word.
CREATE TABLE search_state (
    transcript_id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    pipeline VARCHAR NOT NULL,
    PRIMARY KEY (transcript_id),
    FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);

-- What erasure, de-identification and the manifest keep.
ALTER TABLE journal_state ADD COLUMN floor INTEGER DEFAULT 0 NOT NULL;
CREATE TABLE consent (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    participant_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    date VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    recorded VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(participant_id) REFERENCES participant (id) ON DELETE CASCADE
);
CREATE INDEX ix_consent_participant_id ON consent (participant_id);
CREATE TABLE review (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    transcript_id INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    since VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (transcript_id),
    FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
CREATE TABLE kept_string (
    id INTEGER NOT NULL,
    guid VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (text)
);
CREATE TABLE written_file (
    id INTEGER NOT NULL,
    path VARCHAR NOT NULL,
    time VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    people VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE receipt (
    id INTEGER NOT NULL,
    time VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (id)
);
