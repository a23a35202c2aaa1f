-- rebuild.add_images

SET LOCAL statement_timeout = 0;

SET LOCAL idle_in_transaction_session_timeout = 0;

LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;

CREATE TEMPORARY TABLE rebuilt_sources (LIKE image_sources) ON COMMIT DROP;

SELECT NOT EXISTS (SELECT 1 FROM users);

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

INSERT INTO images (user_id, id, origin, prompt, revised_prompt, model, params, width, height, content_type, byte_size, sha256, thumbhash, key, cost_tokens, starred, deleted_at, created_at, moved_seq, job_id, search) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::JSONB, $8::INTEGER, $9::INTEGER, $10::VARCHAR, $11::BIGINT, $12::BYTEA, $13::BYTEA, $14::VARCHAR, $15::INTEGER, $16::BOOLEAN, $17::TIMESTAMP WITH TIME ZONE, $18::TIMESTAMP WITH TIME ZONE, $19::BIGINT, $20::UUID, $21);

INSERT INTO quarter_counts
  (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
SELECT $1, * FROM unnest(
  CAST($2 AS timestamptz[]), CAST($3 AS integer[]), CAST($4 AS integer[]),
  CAST($5 AS integer[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]))
ON CONFLICT (user_id, quarter) DO UPDATE SET
  live = quarter_counts.live + excluded.live,
  starred = quarter_counts.starred + excluded.starred,
  trashed = quarter_counts.trashed + excluded.trashed,
  live_bytes = quarter_counts.live_bytes + excluded.live_bytes,
  trashed_bytes = quarter_counts.trashed_bytes + excluded.trashed_bytes;

INSERT INTO rebuilt_sources (user_id, image_id, position, source_id, thumbhash)
VALUES ($1, $2, $3, $4, $5);

INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash)
SELECT made.user_id, made.image_id, made.position, images.id, made.thumbhash
FROM rebuilt_sources AS made
LEFT JOIN images ON images.user_id = made.user_id AND images.id = made.source_id;

SELECT setval(pg_get_serial_sequence('users', 'id'), (SELECT max(id) FROM users));


-- rebuild.add_user

INSERT INTO users (id, name) OVERRIDING SYSTEM VALUE VALUES ($1, $2)
ON CONFLICT (id) DO UPDATE SET name = excluded.name;

INSERT INTO user_counters (user_id) VALUES ($1) ON CONFLICT (user_id) DO NOTHING;


-- rebuild.begin

SET LOCAL statement_timeout = 0;

SET LOCAL idle_in_transaction_session_timeout = 0;

LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;

CREATE TEMPORARY TABLE rebuilt_sources (LIKE image_sources) ON COMMIT DROP;

SELECT NOT EXISTS (SELECT 1 FROM users);


-- rebuild.bury

INSERT INTO tombstones (user_id, image_id, key)
SELECT $1, * FROM unnest(CAST($2 AS uuid[]), CAST($3 AS text[]));


-- rebuild.finish

SET LOCAL statement_timeout = 0;

SET LOCAL idle_in_transaction_session_timeout = 0;

LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;

CREATE TEMPORARY TABLE rebuilt_sources (LIKE image_sources) ON COMMIT DROP;

SELECT NOT EXISTS (SELECT 1 FROM users);

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

INSERT INTO images (user_id, id, origin, prompt, revised_prompt, model, params, width, height, content_type, byte_size, sha256, thumbhash, key, cost_tokens, starred, deleted_at, created_at, moved_seq, job_id, search) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::VARCHAR, $6::VARCHAR, $7::JSONB, $8::INTEGER, $9::INTEGER, $10::VARCHAR, $11::BIGINT, $12::BYTEA, $13::BYTEA, $14::VARCHAR, $15::INTEGER, $16::BOOLEAN, $17::TIMESTAMP WITH TIME ZONE, $18::TIMESTAMP WITH TIME ZONE, $19::BIGINT, $20::UUID, $21);

INSERT INTO quarter_counts
  (user_id, quarter, live, starred, trashed, live_bytes, trashed_bytes)
SELECT $1, * FROM unnest(
  CAST($2 AS timestamptz[]), CAST($3 AS integer[]), CAST($4 AS integer[]),
  CAST($5 AS integer[]), CAST($6 AS bigint[]), CAST($7 AS bigint[]))
ON CONFLICT (user_id, quarter) DO UPDATE SET
  live = quarter_counts.live + excluded.live,
  starred = quarter_counts.starred + excluded.starred,
  trashed = quarter_counts.trashed + excluded.trashed,
  live_bytes = quarter_counts.live_bytes + excluded.live_bytes,
  trashed_bytes = quarter_counts.trashed_bytes + excluded.trashed_bytes;

INSERT INTO rebuilt_sources (user_id, image_id, position, source_id, thumbhash)
VALUES ($1, $2, $3, $4, $5);

INSERT INTO image_sources (user_id, image_id, position, source_id, thumbhash)
SELECT made.user_id, made.image_id, made.position, images.id, made.thumbhash
FROM rebuilt_sources AS made
LEFT JOIN images ON images.user_id = made.user_id AND images.id = made.source_id;

SELECT setval(pg_get_serial_sequence('users', 'id'), (SELECT max(id) FROM users));
