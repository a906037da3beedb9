CREATE FUNCTION search_documents(
    workspace uuid,
    field text,
    needle text,
    max_rows integer DEFAULT 50
) RETURNS SETOF documents
    LANGUAGE plpgsql
    STABLE
AS $$
BEGIN
    IF length(needle) < 2 THEN
        RETURN;
    END IF;

    RETURN QUERY EXECUTE
        format('SELECT * FROM documents WHERE workspace_id = $1'
            || ' AND %I ILIKE ''%%'' || $2 || ''%%'''
            || ' ORDER BY updated_at DESC LIMIT $3', field)
        USING workspace, needle, max_rows;
END;
$$;

COMMENT ON FUNCTION search_documents(uuid, text, text, integer)
    IS 'behind GET /workspaces/:id/search';
