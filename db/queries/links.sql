-- links.create

INSERT INTO sign_in_links (token_hash, user_name, expires_at) VALUES ($1::BYTEA, $2::VARCHAR, (now() + $3::INTERVAL));


-- links.forget_expired

DELETE FROM sign_in_links WHERE expires_at < now() - interval '1 day';


-- links.redeem

UPDATE sign_in_links SET used_at = now()
WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()
RETURNING user_name;
