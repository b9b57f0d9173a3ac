#ifndef TOCSIN_CCURL_H
#define TOCSIN_CCURL_H

#include <curl/curl.h>

// Swift cannot call functions with a variable number of arguments, so each kind of option has its
// own function here.

CURLcode tocsin_curl_set_long(CURL *easy, CURLoption option, long value);

#endif
