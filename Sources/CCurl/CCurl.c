#include "CCurl.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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

// The least that has to be allowed for an address of version 4, in host order.
static enum tocsin_curl_networks networks_of_4(uint32_t address) {
  // Link-local, where clouds answer questions about the machine (RFC 3927).
  if (address >> 16 == 0xA9FE) return TOCSIN_NETWORKS_ANY;
  // Alibaba Cloud answers there, in the midst of shared addresses, and Azure's host here.
  if (address == 0x646464C8 || address == 0xA83F8110) return TOCSIN_NETWORKS_ANY;
  // Multicast, reserved and broadcast are no address of a server.
  if (address >> 28 >= 0xE) return TOCSIN_NETWORKS_ANY;
  if (address >> 24 == 0 || address >> 24 == 10 || address >> 24 == 127) {
    return TOCSIN_NETWORKS_PRIVATE;
  }
  if (address >> 20 == 0xAC1 || address >> 16 == 0xC0A8) return TOCSIN_NETWORKS_PRIVATE;
  // Shared by carriers (RFC 6598).
  if (address >> 22 == 0x191) return TOCSIN_NETWORKS_PRIVATE;
  return TOCSIN_NETWORKS_PUBLIC;
}

static enum tocsin_curl_networks networks_of_6(const struct in6_addr *address) {
  static const unsigned char metadata[16] = {0xFD, 0x00, 0x0E, 0xC2, 0, 0, 0, 0,
                                             0,    0,    0,    0,    0, 0, 2, 0x54};
  static const unsigned char translated[12] = {0, 0x64, 0xFF, 0x9B};
  const unsigned char *bytes = address->s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(address) || !memcmp(bytes, translated, sizeof translated)) {
    uint32_t inner;
    memcpy(&inner, bytes + 12, sizeof inner);
    return networks_of_4(ntohl(inner));
  }
  if (IN6_IS_ADDR_LINKLOCAL(address) || IN6_IS_ADDR_MULTICAST(address)) return TOCSIN_NETWORKS_ANY;
  if (!memcmp(bytes, metadata, sizeof metadata)) return TOCSIN_NETWORKS_ANY;
  if (IN6_IS_ADDR_LOOPBACK(address) || IN6_IS_ADDR_UNSPECIFIED(address)) {
    return TOCSIN_NETWORKS_PRIVATE;
  }
  return (bytes[0] & 0xFE) == 0xFC ? TOCSIN_NETWORKS_PRIVATE : TOCSIN_NETWORKS_PUBLIC;
}

enum tocsin_curl_networks tocsin_curl_networks_of(const char *address) {
  struct in_addr four;
  struct in6_addr six;
  if (inet_pton(AF_INET, address, &four) == 1) return networks_of_4(ntohl(four.s_addr));
  if (inet_pton(AF_INET6, address, &six) == 1) return networks_of_6(&six);
  return TOCSIN_NETWORKS_ANY;
}

static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address) {
  struct tocsin_curl_gate *gate = context;
  enum tocsin_curl_networks needed = TOCSIN_NETWORKS_ANY;
  const void *number = NULL;
  (void)purpose;
  if (address->family == AF_INET) {
    const struct sockaddr_in *four = (const void *)&address->addr;
    number = &four->sin_addr;
    needed = networks_of_4(ntohl(four->sin_addr.s_addr));
  } else if (address->family == AF_INET6) {
    const struct sockaddr_in6 *six = (const void *)&address->addr;
    number = &six->sin6_addr;
    needed = networks_of_6(&six->sin6_addr);
  }
  if (needed > gate->networks) {
    if (!number || !inet_ntop(address->family, number, gate->refused, sizeof gate->refused)) {
      strcpy(gate->refused, "?");
    }
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

CURLcode tocsin_curl_set_gate(CURL *easy, struct tocsin_curl_gate *gate) {
  CURLcode fault = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  return fault ? fault : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, gate);
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
