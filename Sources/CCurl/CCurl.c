#include "CCurl.h"

CURLcode tocsin_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
