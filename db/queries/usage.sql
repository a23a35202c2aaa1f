-- usage.since

SELECT date_trunc('day', now(), 'UTC');

SELECT
  (SELECT count(*) FROM jobs WHERE user_id = $1 AND created_at >= $2),
  (SELECT count(*) FROM images WHERE user_id = $1 AND created_at >= $2
    AND origin = 'generated' AND deleted_at IS NULL)
  + (SELECT count(*) FROM images WHERE user_id = $1 AND created_at >= $2
    AND origin = 'generated' AND deleted_at IS NOT NULL),
  (SELECT coalesce(sum(cost_tokens), 0) FROM job_attempts
    WHERE user_id = $1 AND sent_at >= $2);
