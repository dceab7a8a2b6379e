-- A copy for testing must not reach QuickBooks: cut the wires and forget the secrets.
DELETE FROM qb_token;
UPDATE qb_app_key SET sealed_secret = NULL;
UPDATE qb_connection SET enabled = false, fingerprint = NULL, desktop_password_hash = NULL, desktop_password_at = NULL;
DELETE FROM qb_desktop_session;
UPDATE qb_connection_status
   SET state = 'disconnected', problem = NULL, code = NULL, detail = NULL, reference = NULL
 WHERE state <> 'new';
UPDATE ir_cron SET active = false WHERE id IN (SELECT cron_id FROM qb_connection WHERE cron_id IS NOT NULL);
