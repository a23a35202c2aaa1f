-- tombstones.bury

WITH doomed AS (
  SELECT id FROM images
  WHERE user_id = $1 AND deleted_at <= now() - CAST($2 AS interval)
  ORDER BY deleted_at, created_at, id LIMIT $3 FOR UPDATE SKIP LOCKED),
gone AS (
  DELETE FROM images USING doomed
  WHERE images.user_id = $1 AND images.id = doomed.id
    AND images.deleted_at <= now() - CAST($2 AS interval)
  RETURNING images.id, images.key, images.created_at, images.byte_size),
buried AS (
  INSERT INTO tombstones (user_id, image_id, key)
  SELECT $1, id, key FROM gone
  ON CONFLICT (user_id, image_id) DO UPDATE SET key = excluded.key)
SELECT id, created_at, byte_size FROM gone ORDER BY id;


-- tombstones.lay

DELETE FROM tombstones USING unnest(CAST($1 AS bigint[]), CAST($2 AS uuid[]))
  AS laid (user_id, image_id)
WHERE tombstones.user_id = laid.user_id AND tombstones.image_id = laid.image_id;


-- tombstones.overdue_user

SELECT user_id FROM images WHERE deleted_at <= now() - CAST($1 AS interval)
ORDER BY deleted_at LIMIT 1;


-- tombstones.take_due

WITH due AS (
  SELECT user_id, image_id FROM tombstones WHERE try_at <= now()
    AND NOT EXISTS (SELECT 1 FROM sidecars_due WHERE sidecars_due.user_id = tombstones.user_id
      AND sidecars_due.image_id = tombstones.image_id)
  ORDER BY try_at LIMIT $1 FOR UPDATE SKIP LOCKED)
UPDATE tombstones SET tries = tries + 1,
  try_at = now() + least(interval '1 minute' * power(2, least(tries, 9)), interval '6 hours')
FROM due WHERE tombstones.user_id = due.user_id AND tombstones.image_id = due.image_id
RETURNING tombstones.user_id, tombstones.image_id, key,
  EXISTS (SELECT 1 FROM images WHERE images.key = tombstones.key);
