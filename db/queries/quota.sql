-- quota.today

WITH reserved AS (
  SELECT coalesce(sent.cost_tokens, jobs.estimated_tokens * cardinality(sent.slots)) AS tokens
  FROM job_attempts AS sent
  JOIN jobs ON jobs.user_id = sent.user_id AND jobs.id = sent.job_id
  WHERE sent.user_id = $1 AND sent.sent_at >= date_trunc('day', now(), 'UTC')
    AND (sent.outcome NOT IN ('refused', 'retryable') OR sent.cost_tokens > 0)
  UNION ALL
  SELECT jobs.estimated_tokens * count(*)
  FROM jobs
  JOIN job_slots AS slots ON slots.user_id = jobs.user_id AND slots.job_id = jobs.id
  WHERE jobs.user_id = $1 AND jobs.id <> $2
    AND jobs.status IN ('queued', 'running') AND slots.status = 'waiting'
  GROUP BY jobs.id, jobs.estimated_tokens)
SELECT count(*), coalesce(sum(tokens), 0) FROM reserved;


-- quota.wait

SELECT ceil(extract(epoch FROM min(created_at) + interval '1 minute' - now())) FROM (
  SELECT created_at FROM jobs
  WHERE user_id = $1 AND created_at > now() - interval '1 minute'
  ORDER BY created_at DESC, id DESC LIMIT $2) AS latest
HAVING count(*) = $2;
