-- expect: :3: a quotation is opened here and not closed
-- name: open_quote
SELECT 'it AS word@text;
