-- sidecars.owe

INSERT INTO sidecars_due (user_id, image_id)
SELECT $1, unnest(CAST($2 AS uuid[]))
ON CONFLICT (user_id, image_id) DO UPDATE SET try_at = excluded.try_at, tries = 0;


-- sidecars.settle

WITH settled AS (
  DELETE FROM sidecars_due
  WHERE user_id = $1 AND image_id = ANY(CAST($2 AS uuid[])) RETURNING image_id)
SELECT id FROM unnest(CAST($2 AS uuid[])) AS written (id)
WHERE NOT EXISTS (SELECT 1 FROM settled WHERE image_id = written.id)
  AND NOT EXISTS (SELECT 1 FROM images WHERE user_id = $1 AND images.id = written.id);


-- sidecars.take_due

WITH due AS (
  SELECT user_id, image_id FROM sidecars_due WHERE try_at <= now()
  ORDER BY try_at LIMIT $1 FOR UPDATE SKIP LOCKED)
UPDATE sidecars_due SET tries = tries + 1,
  try_at = now() + least(interval '1 minute' * power(2, least(tries, 9)), interval '6 hours')
FROM due WHERE sidecars_due.user_id = due.user_id AND sidecars_due.image_id = due.image_id
RETURNING sidecars_due.user_id, sidecars_due.image_id;
