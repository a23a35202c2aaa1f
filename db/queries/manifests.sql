-- manifests.page

(SELECT id, starred, deleted_at, false AS buried FROM images
  WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT image_id, false, NULL, true FROM tombstones
  WHERE user_id = $1 AND image_id > $2 ORDER BY image_id LIMIT $3)
ORDER BY id LIMIT $3;
