// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/http_get.h"

#include <curl/curl.h>

#include <array>
#include <cstdio>
#include <mutex>

namespace qp::city::ingest {

namespace {

struct Sink {
    std::string body;
    bool is_too_large = false;
};

std::size_t write(char* bytes, std::size_t size, std::size_t count, void* target) {
    auto& sink = *static_cast<Sink*>(target);
    if (sink.body.size() + size * count > HttpGet::kBytesMax) {
        sink.is_too_large = true;
        return 0;
    }
    sink.body.append(bytes, size * count);
    return size * count;
}

int stop_when_asked(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

}  // namespace

struct HttpGet::Handle {
    CURL* curl = curl_easy_init();
    ~Handle() { curl_easy_cleanup(curl); }
};

HttpGet::HttpGet(const std::atomic<bool>& is_stopped) : is_stopped_{is_stopped} {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle_ = std::make_unique<Handle>();
}

HttpGet::~HttpGet() = default;

Result<Fetched> HttpGet::get(const std::string& url) {
    CURL* const curl = handle_->curl;
    if (!curl) return fail(Code::unavailable, "libcurl does not start");
    Sink sink;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 3L);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Quartierpuls");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 10'000L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(kTimeMax.count()));
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stop_when_asked);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &is_stopped_);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, write);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &sink);
    const CURLcode code = curl_easy_perform(curl);
    if (sink.is_too_large) return fail(Code::too_large, url + ": more than 32 MiB");
    if (code == CURLE_OPERATION_TIMEDOUT) return fail(Code::timeout, url + ": no answer in time");
    if (code != CURLE_OK) return fail(Code::unavailable, url + ": " + curl_easy_strerror(code));

    Fetched fetched;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    fetched.status = static_cast<int>(status);
    const char* type = nullptr;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    if (type) fetched.content_type = type;
    fetched.body = std::move(sink.body);
    return fetched;
}

std::string escaped(const std::string& text) {
    constexpr std::string_view kPlain = "-_.~$'(),:/";
    std::string result;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || kPlain.find(c) != std::string_view::npos;
        if (is_plain) {
            result.push_back(c);
            continue;
        }
        std::array<char, 4> hex;
        std::snprintf(hex.data(), hex.size(), "%%%02X",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        result.append(hex.data());
    }
    return result;
}

}  // namespace qp::city::ingest
