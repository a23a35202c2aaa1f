-- tombstones.any_overdue

SELECT EXISTS (SELECT FROM images WHERE deleted_at <= now() - make_interval(secs => $1));


-- tombstones.bury

SELECT images.id, images.starred, images.deleted_at, images.created_at, images.byte_size, images.star_operation_id, images.move_operation_id 
FROM images 
WHERE images.user_id = $1::BIGINT AND images.id = any($2) ORDER BY images.id FOR NO KEY UPDATE;

INSERT INTO operations (user_id, id, action, status, selection, matched, changed, skipped) VALUES ($1::BIGINT, $2::UUID, $3::VARCHAR, $4::VARCHAR, $5::JSONB, $6::INTEGER, $7::INTEGER, $8::JSONB) RETURNING operations.id, operations.action, operations.status, operations.matched, operations.changed, operations.skipped, operations.error, operations.created_at, operations.undoing, operations.batches;

INSERT INTO operation_batches (user_id, operation_id, number, ids, deleted_at) VALUES ($1::BIGINT, $2::UUID, $3::INTEGER, $4::UUID[], $5::TIMESTAMP WITH TIME ZONE[]);

WITH counter AS (
  UPDATE user_counters SET seq = seq + 1,
    live = live + $1, starred = starred + $2, trashed = trashed + $3,
    live_bytes = live_bytes + $4, trashed_bytes = trashed_bytes + $5
  WHERE user_id = $6 RETURNING seq)
INSERT INTO events (user_id, seq, kind, image_ids, truncated, job_id, operation_id)
SELECT $6, seq, $7, CAST($8 AS uuid[]), $9,
  CAST($10 AS uuid), CAST($11 AS uuid)
FROM counter RETURNING seq;

UPDATE images SET deleted_at = now(), moved_seq = $1, move_operation_id = $2
WHERE user_id = $3 AND id = ANY(CAST($4 AS uuid[]));

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

WITH doomed AS (
  SELECT id FROM images
  WHERE user_id = $1 AND id = ANY(CAST($2 AS uuid[])) AND deleted_at IS NOT NULL
  ORDER BY id FOR UPDATE),
gone AS (
  DELETE FROM images USING doomed
  WHERE images.user_id = $1 AND images.id = doomed.id AND images.deleted_at IS NOT NULL
  RETURNING images.id, images.key, images.created_at, images.byte_size),
buried AS (
  INSERT INTO tombstones (user_id, image_id, key) SELECT $1, id, key FROM gone
  ON CONFLICT (user_id, image_id) DO UPDATE SET key = excluded.key,
    tries = tombstones.tries + 1, try_at = now())
SELECT id, created_at, byte_size FROM gone ORDER BY id;


-- tombstones.keep_buried

INSERT INTO tombstones (user_id, image_id, key)
SELECT $1, CAST($2 AS uuid), CAST($3 AS text)
WHERE EXISTS (SELECT FROM tombstones WHERE user_id = $1 AND image_id = $2)
  OR EXISTS (SELECT FROM events
    WHERE user_id = $1 AND seq > $4 AND CAST($2 AS uuid) = ANY(image_ids))
ON CONFLICT (user_id, image_id) DO UPDATE SET tries = tombstones.tries + 1, try_at = now();


-- tombstones.lay

DELETE FROM tombstones
USING unnest(CAST($1 AS bigint[]), CAST($2 AS uuid[]), CAST($3 AS integer[]))
  AS laid (user_id, image_id, tries)
WHERE tombstones.user_id = laid.user_id AND tombstones.image_id = laid.image_id
  AND tombstones.tries = laid.tries;


-- tombstones.lock_overdue

WITH oldest AS (
  SELECT user_id FROM images WHERE deleted_at <= now() - make_interval(secs => $1)
  ORDER BY deleted_at LIMIT 1 FOR UPDATE SKIP LOCKED)
SELECT images.user_id, images.id FROM images JOIN oldest ON images.user_id = oldest.user_id
WHERE images.deleted_at <= now() - make_interval(secs => $1)
ORDER BY images.deleted_at, images.created_at, images.id
LIMIT $2 FOR UPDATE OF images SKIP LOCKED;


-- tombstones.standing

SELECT count(*) FROM tombstones;


-- tombstones.take_due

WITH due AS (
  SELECT user_id, image_id FROM tombstones WHERE try_at <= now()
    AND NOT EXISTS (SELECT 1 FROM sidecars_due WHERE sidecars_due.user_id = tombstones.user_id
      AND sidecars_due.image_id = tombstones.image_id)
  ORDER BY try_at LIMIT $1 FOR UPDATE SKIP LOCKED)
UPDATE tombstones SET tries = tries + 1,
  try_at = now() + least(interval '1 minute' * power(2, least(tries, 9)), interval '6 hours')
FROM due WHERE tombstones.user_id = due.user_id AND tombstones.image_id = due.image_id
RETURNING tombstones.user_id, tombstones.image_id, key, tries,
  EXISTS (SELECT 1 FROM images WHERE images.key = tombstones.key);
