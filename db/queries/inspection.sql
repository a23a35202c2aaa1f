-- inspection.begin

DECLARE inspected NO SCROLL CURSOR WITH HOLD FOR
SELECT DISTINCT ON (key COLLATE "C") key, user_id, id, byte_size, sha256,
  count(*) OVER (PARTITION BY key COLLATE "C")
FROM images
WHERE CAST($1 AS bigint) IS NULL OR user_id = $1
ORDER BY key COLLATE "C", user_id, id;


-- inspection.count

SELECT count(*) FROM images WHERE CAST($1 AS bigint) IS NULL OR user_id = $1;


-- inspection.end

DECLARE inspected NO SCROLL CURSOR WITH HOLD FOR
SELECT DISTINCT ON (key COLLATE "C") key, user_id, id, byte_size, sha256,
  count(*) OVER (PARTITION BY key COLLATE "C")
FROM images
WHERE CAST($1 AS bigint) IS NULL OR user_id = $1
ORDER BY key COLLATE "C", user_id, id;

FETCH FORWARD 1000 FROM inspected;

CLOSE inspected;


-- inspection.following

DECLARE inspected NO SCROLL CURSOR WITH HOLD FOR
SELECT DISTINCT ON (key COLLATE "C") key, user_id, id, byte_size, sha256,
  count(*) OVER (PARTITION BY key COLLATE "C")
FROM images
WHERE CAST($1 AS bigint) IS NULL OR user_id = $1
ORDER BY key COLLATE "C", user_id, id;

FETCH FORWARD 1000 FROM inspected;

CLOSE inspected;


-- inspection.is_named

SELECT EXISTS (SELECT FROM images WHERE key = $1)
  OR EXISTS (SELECT FROM tombstones WHERE key = $1);


-- inspection.is_wanted

SELECT EXISTS (SELECT FROM images WHERE key = $1);


-- inspection.make_due

UPDATE tombstones SET try_at = now()
WHERE buried_at < now() - interval '1 day' AND try_at > now();


-- inspection.may_have_previews

SELECT EXISTS (SELECT FROM jobs WHERE id = $1
  AND (status IN ('queued', 'running') OR finished_at > now() - interval '1 hour'));


-- inspection.stuck_jobs

SELECT 'lease', user_id, id, 'the lease ended ' || date_trunc('second', lease_until)
FROM jobs WHERE status = 'running' AND lease_until < now() - interval '15 minutes'
UNION ALL
SELECT 'queue', user_id, id, 'waiting since ' || date_trunc('second', runnable_at)
FROM jobs WHERE status = 'queued' AND runnable_at < now() - interval '1 hour'
UNION ALL
SELECT DISTINCT 'slots', jobs.user_id, jobs.id, 'ended as ' || jobs.status
FROM job_slots JOIN jobs ON jobs.user_id = job_slots.user_id AND jobs.id = job_id
WHERE job_slots.status IN ('waiting', 'running')
  AND jobs.status NOT IN ('queued', 'running') AND finished_at < now() - interval '1 hour'
UNION ALL
SELECT 'attempt', jobs.user_id, jobs.id, 'sent ' || date_trunc('second', sent_at)
FROM job_attempts JOIN jobs ON jobs.user_id = job_attempts.user_id AND jobs.id = job_id
WHERE outcome = 'pending' AND sent_at < now() - interval '2 hours'
  AND NOT (jobs.status = 'running' AND lease_until > now())
LIMIT $1;


-- inspection.stuck_tombstones

SELECT user_id, image_id, key, tries FROM tombstones
WHERE buried_at < now() - interval '1 day' ORDER BY buried_at LIMIT $1;


-- inspection.unfinished

SELECT job_id, number, unnest(slots) FROM job_attempts
  JOIN jobs ON jobs.user_id = job_attempts.user_id AND jobs.id = job_id
WHERE jobs.status IN ('queued', 'running') OR outcome = 'pending';
