-- users.by_id

SELECT users.id, users.name 
FROM users 
WHERE users.id = $1::BIGINT;


-- users.create

INSERT INTO users (name) VALUES ($1::VARCHAR) ON CONFLICT DO NOTHING RETURNING users.id;

INSERT INTO user_counters (user_id) VALUES ($1::BIGINT);

SELECT users.id 
FROM users 
WHERE users.name = $1::VARCHAR;


-- users.everyone

SELECT users.id, users.name 
FROM users ORDER BY users.id;


-- users.find

SELECT users.id, users.name 
FROM users 
WHERE users.name = $1::VARCHAR;
