#ifndef TOCSIN_CCURL_H
#define TOCSIN_CCURL_H

#include <curl/curl.h>

// Swift cannot call functions with a variable number of arguments, so each kind of option has its
// own function here.

// Sets an option that is a number or a switch.
CURLcode tocsin_curl_set_long(CURL *easy, CURLoption option, long value);

// Sets an option that is a size in bytes.
CURLcode tocsin_curl_set_size(CURL *easy, CURLoption option, curl_off_t value);

// Sets an option that is a text, which libcurl copies, or NULL.
CURLcode tocsin_curl_set_text(CURL *easy, CURLoption option, const char *value);

// Sets an option that is a list, which has to live as long as the transfer, or NULL.
CURLcode tocsin_curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);

// Copies `length` bytes as the body of the request.
CURLcode tocsin_curl_set_body(CURL *easy, const void *bytes, size_t length);

// What a transfer calls, each with `context`; `read` may be NULL.
struct tocsin_curl_calls {
  curl_write_callback write;
  curl_write_callback header;
  curl_read_callback read;
  curl_prereq_callback before;
  void *context;
  // Room for CURL_ERROR_SIZE bytes.
  char *fault;
};

// Sets all calls of a transfer.
CURLcode tocsin_curl_set_calls(CURL *easy, const struct tocsin_curl_calls *calls);

// Which addresses a transfer may be connected to.
enum tocsin_curl_networks {
  // Those of the public internet.
  TOCSIN_NETWORKS_PUBLIC = 0,
  // Those of this machine and of private networks too.
  TOCSIN_NETWORKS_PRIVATE = 1,
  // All of them.
  TOCSIN_NETWORKS_ANY = 2,
};

// Which addresses are refused, and the last one that was.
struct tocsin_curl_gate {
  enum tocsin_curl_networks networks;
  char refused[64];
};

// Has each address checked before it is connected to, after names were looked up; `gate` has to
// live as long as the transfer.
CURLcode tocsin_curl_set_gate(CURL *easy, struct tocsin_curl_gate *gate);

// The least that has to be allowed for an address, which is written as a number.
enum tocsin_curl_networks tocsin_curl_networks_of(const char *address);

// Goes on with the other recipients of a mail when one of them is refused.
CURLcode tocsin_curl_allow_refused_recipients(CURL *easy);

// A number that is known about a transfer; 0 when it is not.
long tocsin_curl_get_long(CURL *easy, CURLINFO info);

// Sets an option of many transfers that is a number.
CURLMcode tocsin_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);

// Sets what is called when the sockets or the timer to wait for change, each with `context`.
CURLMcode tocsin_curl_multi_set_calls(CURLM *multi, curl_socket_callback socket,
                                      curl_multi_timer_callback timer, void *context);

#endif
