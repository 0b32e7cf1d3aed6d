// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/connection.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>

namespace qp::client {
namespace {

void start_libcurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) std::abort();
}

int ends_on_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const StopFlag*>(stop)->load() ? 1 : 0;
}

}  // namespace

Status check_address(const Address& address) {
    start_libcurl();
    CURLU* url = curl_url();
    if (!url) return fail(Code::bad_argument, "no memory for an address");
    const CURLUcode parsed = curl_url_set(url, CURLUPART_URL, address.url.c_str(), 0);
    bool is_right = parsed == CURLUE_OK;
    char* part = nullptr;
    if (is_right && curl_url_get(url, CURLUPART_SCHEME, &part, 0) == CURLUE_OK) {
        const std::string scheme = part;
        is_right = scheme == "http" || scheme == "https";
        curl_free(part);
    }
    if (is_right && curl_url_get(url, CURLUPART_PATH, &part, 0) == CURLUE_OK) {
        is_right = std::string{part} == "/";
        curl_free(part);
    }
    for (const CURLUPart unwanted :
         {CURLUPART_QUERY, CURLUPART_FRAGMENT, CURLUPART_USER, CURLUPART_PASSWORD}) {
        if (curl_url_get(url, unwanted, &part, 0) != CURLUE_OK) continue;
        is_right = false;
        curl_free(part);
    }
    curl_url_cleanup(url);
    if (is_right) return {};
    return fail(Code::bad_argument, "\"" + address.url + "\" is not like https://city.example.org");
}

Connection::Connection(const Address& address, const Deadlines& deadlines, const StopFlag& stop)
    : address_{address}, deadlines_{deadlines}, stop_{stop} {
    start_libcurl();
    handle_ = curl_easy_init();
    if (!handle_) std::abort();
    while (!address_.url.empty() && address_.url.back() == '/') address_.url.pop_back();
}

Connection::~Connection() {
    curl_slist_free_all(headers_);
    curl_easy_cleanup(handle_);
}

void Connection::reset(const std::string& target) {
    curl_slist_free_all(headers_);
    headers_ = nullptr;
    curl_easy_reset(handle_);
    curl_easy_setopt(handle_, CURLOPT_URL, (address_.url + target).c_str());
    curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
    // A proxy that some environment variable names would see who talks with the city, and when.
    curl_easy_setopt(handle_, CURLOPT_PROXY, "");
    curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle_, CURLOPT_USERAGENT, "quartierpuls/1");
    curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(deadlines_.connect.count()));
    curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(deadlines_.whole.count()));
    curl_easy_setopt(handle_, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(
        handle_, CURLOPT_LOW_SPEED_TIME,
        static_cast<long>(std::max<std::int64_t>(1, deadlines_.silence.count() / 1000)));
    curl_easy_setopt(handle_, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle_, CURLOPT_XFERINFOFUNCTION, ends_on_stop);
    curl_easy_setopt(handle_, CURLOPT_XFERINFODATA, &stop_);
    curl_easy_setopt(handle_, CURLOPT_TCP_KEEPALIVE, 1L);
    if (!address_.ca_file.empty())
        curl_easy_setopt(handle_, CURLOPT_CAINFO, address_.ca_file.c_str());
    // libcurl would ask before larger bodies, and wait a second for an answer.
    add_header("Expect:");
}

void Connection::add_header(const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_, line.c_str());
    if (!longer) std::abort();
    headers_ = longer;
}

Status Connection::perform() {
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers_);
    const CURLcode done = curl_easy_perform(handle_);
    if (done == CURLE_OK) return {};
    const Code code = done == CURLE_OPERATION_TIMEDOUT ? Code::timeout
                      : done == CURLE_WRITE_ERROR      ? Code::too_large
                                                       : Code::unavailable;
    return fail(code, address_.url + ": " + curl_easy_strerror(done));
}

int Connection::status() const {
    long status = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

std::string Connection::content_type() const {
    char* type = nullptr;
    curl_easy_getinfo(handle_, CURLINFO_CONTENT_TYPE, &type);
    return type ? type : "";
}

}  // namespace qp::client
