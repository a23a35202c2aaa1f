-- timeline.buckets

SELECT start AT TIME ZONE $1, (start + interval '1 month') AT TIME ZONE $1, count
    FROM (
    SELECT date_trunc('month', quarter AT TIME ZONE $1) AS start, sum(live) AS count
    FROM quarter_counts WHERE user_id = $2 GROUP BY 1
) AS counted WHERE count > 0 ORDER BY start DESC;

SELECT timezone($1::VARCHAR, anon_1.start) AS timezone_1, timezone($2::VARCHAR, anon_1.start + interval '1 day') AS timezone_3, anon_1.count 
FROM (SELECT date_trunc($3::VARCHAR, timezone($4::VARCHAR, images.created_at)) AS start, count(*) AS count 
FROM images 
WHERE images.user_id = $5::BIGINT AND images.deleted_at IS NULL AND (images.search @@ CAST($6::VARCHAR AS TSQUERY)) GROUP BY 1) AS anon_1 ORDER BY anon_1.start DESC;
