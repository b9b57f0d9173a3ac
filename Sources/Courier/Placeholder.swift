/// Requests through libcurl.
