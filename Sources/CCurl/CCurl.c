#include "CCurl.h"

CURLcode tocsin_curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode tocsin_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode tocsin_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode tocsin_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}

CURLcode tocsin_curl_set_body(CURL *easy, const void *bytes, size_t length) {
  // libcurl takes a NULL for "read the body from a callback".
  const void *body = length ? bytes : "";
  CURLcode fault = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)length);
  return fault ? fault : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body);
}

CURLcode tocsin_curl_set_calls(CURL *easy, const struct tocsin_curl_calls *calls) {
  CURLcode fault = curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, calls->fault);
  if (!fault) fault = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, calls->write);
  if (!fault) fault = curl_easy_setopt(easy, CURLOPT_WRITEDATA, calls->context);
  if (!fault) fault = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, calls->header);
  if (!fault) fault = curl_easy_setopt(easy, CURLOPT_HEADERDATA, calls->context);
  if (!fault) fault = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, calls->before);
  if (!fault) fault = curl_easy_setopt(easy, CURLOPT_PREREQDATA, calls->context);
  if (!fault && calls->read) fault = curl_easy_setopt(easy, CURLOPT_READFUNCTION, calls->read);
  if (!fault && calls->read) fault = curl_easy_setopt(easy, CURLOPT_READDATA, calls->context);
  return fault;
}

CURLcode tocsin_curl_allow_refused_recipients(CURL *easy) {
  // Spelled with three L before 8.2.0, which later versions still know.
  return curl_easy_setopt(easy, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
}

long tocsin_curl_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) ? 0 : value;
}

CURLMcode tocsin_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

CURLMcode tocsin_curl_multi_set_calls(CURLM *multi, curl_socket_callback socket,
                                      curl_multi_timer_callback timer, void *context) {
  CURLMcode fault = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
  if (!fault) fault = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
  if (!fault) fault = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
  if (!fault) fault = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
  return fault;
}
