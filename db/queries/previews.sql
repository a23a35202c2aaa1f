-- previews.note

UPDATE job_slots SET preview_key = $1, previews = previews + 1
WHERE user_id = $2 AND job_id = $3 AND slot = $4 AND status = 'running'
  AND NOT EXISTS (
    SELECT FROM job_attempts AS later
    WHERE later.user_id = $2 AND later.job_id = $3 AND later.number > $5
      AND job_slots.slot = ANY(later.slots));


-- previews.swept

UPDATE jobs SET sweep_at = NULL
FROM unnest(CAST($1 AS bigint[]), CAST($2 AS uuid[])) AS swept (user_id, id)
WHERE jobs.user_id = swept.user_id AND jobs.id = swept.id
  AND status NOT IN ('queued', 'running') AND finished_at < now() - interval '15 minutes';


-- previews.take_ended

UPDATE jobs SET sweep_at = now() + interval '15 minutes'
WHERE (user_id, id) IN (
  SELECT user_id, id FROM jobs
  WHERE sweep_at <= now() AND status NOT IN ('queued', 'running')
    AND finished_at < now() - interval '1 minute'
  ORDER BY sweep_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
RETURNING user_id, id;
