// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/curl_transport.h"

#include <curl/curl.h>

#include <ctime>

namespace qp::client {
namespace {

struct Body {
    Bytes bytes;
    std::size_t bytes_max = 0;
};

// After decompression: a small answer that unpacks to gigabytes ends here.
std::size_t take(char* data, std::size_t, std::size_t size, void* context) {
    auto& body = *static_cast<Body*>(context);
    if (body.bytes.size() + size > body.bytes_max) return 0;
    body.bytes.insert(body.bytes.end(), data, data + size);
    return size;
}

std::optional<Instant> date_of(CURL* handle) {
    curl_header* header = nullptr;
    if (curl_easy_header(handle, "Date", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return std::nullopt;
    const std::time_t seconds = curl_getdate(header->value, nullptr);
    if (seconds < 0) return std::nullopt;
    return instant(std::int64_t{seconds} * 1000);
}

}  // namespace

CurlTransport::CurlTransport(const Address& address, const Deadlines& deadlines,
                             const StopFlag& stop)
    : address_{address},
      deadlines_{deadlines},
      stop_{stop},
      connection_{address, deadlines, stop} {}

Result<replica::Answer> CurlTransport::exchange(const replica::Request& request) {
    if (request.lane != replica::Lane::ballots) return exchange_on(connection_, request);
    Connection alone{address_, deadlines_, stop_};
    return exchange_on(alone, request);
}

Result<replica::Answer> CurlTransport::exchange_on(Connection& connection,
                                                   const replica::Request& request) {
    connection.reset(request.target);
    CURL* handle = connection.handle();
    Body body{{}, request.answer_bytes_max};
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    if (request.method != "GET") {
        connection.add_header("Content-Type: " + request.content_type);
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
    }
    if (request.lane == replica::Lane::ballots) {
        curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
        // A resumed TLS session would join this connection to the others.
        curl_easy_setopt(handle, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    }
    if (auto performed = connection.perform(); !performed) return fail(performed.error());

    replica::Answer answer;
    answer.status = connection.status();
    answer.content_type = connection.content_type();
    answer.body = std::move(body.bytes);
    curl_off_t retry_after = 0;
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &retry_after);
    answer.retry_after = std::chrono::seconds{retry_after};
    answer.date = date_of(handle);
    return answer;
}

}  // namespace qp::client
