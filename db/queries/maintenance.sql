-- maintenance.begin

DELETE FROM maintenance WHERE task = $1;


-- maintenance.overdue

SELECT NOT EXISTS (SELECT 1 FROM maintenance
  WHERE task = $1 AND ran_at > now() - interval '24 hours');


-- maintenance.record

INSERT INTO maintenance (task, ran_at) VALUES ($1, now())
ON CONFLICT (task) DO UPDATE SET ran_at = excluded.ran_at;
