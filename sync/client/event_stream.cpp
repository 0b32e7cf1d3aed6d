// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/event_stream.h"

#include <curl/curl.h>

#include <algorithm>

#include "core/replica/pause.h"
#include "sync/client/event_parser.h"

namespace qp::client {
namespace {

// The city sends a comment every 15 seconds.
constexpr Deadlines kStreamDeadlines{Milliseconds{5000}, Milliseconds{0}, Milliseconds{40000}};
constexpr Milliseconds kRetryMin{1000};
constexpr Milliseconds kRetryMax{60000};

struct Stream {
    CURL* handle;
    EventParser parser;
    const std::function<void()>& on_wake;
    bool is_open = false;
};

std::size_t take(char* data, std::size_t, std::size_t size, void* context) {
    auto& stream = *static_cast<Stream*>(context);
    if (!stream.is_open) {
        long status = 0;
        char* type = nullptr;
        curl_easy_getinfo(stream.handle, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(stream.handle, CURLINFO_CONTENT_TYPE, &type);
        // A captive portal's page is no stream.
        if (status != 200 || !type || std::string_view{type}.rfind("text/event-stream", 0) != 0)
            return 0;
        stream.is_open = true;
        stream.on_wake();
    }
    for (const std::string& event : stream.parser.feed({data, size}))
        if (event == "change") stream.on_wake();
    return size;
}

}  // namespace

EventStream::EventStream(const Address& address, Random& random, std::function<void()> on_wake)
    : address_{address},
      random_{random},
      on_wake_{std::move(on_wake)},
      thread_{[this] { run(); }} {}

EventStream::~EventStream() {
    {
        const std::lock_guard lock{mutex_};
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void EventStream::hurry() {
    {
        const std::lock_guard lock{mutex_};
        is_hurried_ = true;
    }
    changed_.notify_all();
}

void EventStream::run() {
    int failures = 0;
    while (!stop_) {
        failures = read_once() ? 0 : failures + 1;
        if (!stop_) wait_before_retry(failures);
    }
}

bool EventStream::read_once() {
    Connection connection{address_, kStreamDeadlines, stop_};
    connection.reset("/api/v1/events");
    connection.add_header("Accept: text/event-stream");
    Stream stream{connection.handle(), {}, on_wake_};
    curl_easy_setopt(stream.handle, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(stream.handle, CURLOPT_WRITEDATA, &stream);
    // How it ends does not matter: it is opened again, and the replica's own timer fills the gap.
    (void)connection.perform();
    return stream.is_open;
}

void EventStream::wait_before_retry(int failures) {
    const Milliseconds longest =
        std::min(kRetryMax, kRetryMin * (std::int64_t{1} << std::min(failures, 10)));
    const Milliseconds wait = replica::jitter(random_, kRetryMin / 2, longest);
    std::unique_lock lock{mutex_};
    is_hurried_ = false;
    changed_.wait_for(lock, wait, [this] { return stop_ || is_hurried_; });
}

}  // namespace qp::client
