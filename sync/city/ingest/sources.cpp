// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/sources.h"

#include <spdlog/spdlog.h>

#include "native/logging.h"
#include "sync/city/ingest/sensorthings_poller.h"

namespace qp::city::ingest {

namespace {

constexpr std::size_t kFaultsLoggedMax = 5;

// The same fault is there at each turn and said once.
void log_new_faults(const std::string& name, const Report& report, std::string& said) {
    if (report.faults.empty() || report.faults.front() == said) return;
    said = report.faults.front();
    for (std::size_t i = 0; i < report.faults.size() && i < kFaultsLoggedMax; ++i)
        spdlog::warn("{}: {}", name, report.faults[i]);
    if (report.fault_count > kFaultsLoggedMax)
        spdlog::warn("{}: {} faults in all; the rest went in", name, report.fault_count);
}

}  // namespace

Sources::~Sources() {
    {
        const std::lock_guard lock{mutex_};
        is_stopped_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

void Sources::run_every(Milliseconds interval, const std::function<void()>& turn) {
    std::unique_lock lock{mutex_};
    while (!is_stopped_) {
        lock.unlock();
        turn();
        lock.lock();
        wake_.wait_for(lock, interval, [this] { return is_stopped_.load(); });
    }
}

void Sources::publish(std::vector<ObservedStation> stations, const std::string& name,
                      const std::shared_ptr<std::atomic<bool>>& is_lost) {
    if (stations.empty()) return;
    auto job = [stations = std::move(stations), name, is_lost,
                now = clock_.now()](store::Content& content) {
        const auto published = publish_observed(content, stations, now);
        if (!published) {
            *is_lost = true;
            spdlog::error("{}: not published, tried again: {}", name,
                          native::describe(published.error()));
        } else if (*published > 0) {
            spdlog::debug("{}: {} entities are new or changed", name, *published);
        }
    };
    if (auto posted = storage_.run(std::move(job)); !posted) {
        *is_lost = true;
        spdlog::warn("{}: {}", name, native::describe(posted.error()));
    }
}

void Sources::add(SensorThingsSource source) {
    threads_.emplace_back([this, source = std::move(source)] {
        HttpGet http{is_stopped_};
        SensorThingsPoller poller{source,
                                  [&http](const std::string& url) { return http.get(url); }};
        const auto is_lost = std::make_shared<std::atomic<bool>>(false);
        bool was_down = false;
        std::string said;
        run_every(source.poll_every, [&] {
            if (is_lost->exchange(false)) poller.forget();
            auto polled = poller.poll(clock_.now());
            if (is_stopped_) return;
            const bool is_down = !polled || polled->broke_off;
            // Said once, not at each turn.
            if (is_down && !was_down)
                spdlog::warn("{}: {}", source.name,
                             native::describe(polled ? *polled->broke_off : polled.error()));
            if (was_down && !is_down) spdlog::info("{}: answers again", source.name);
            was_down = is_down;
            if (!polled) return;
            log_new_faults(source.name, polled->report, said);
            publish(std::move(polled->stations), source.name, is_lost);
        });
    });
}

void Sources::add(UbaSource source) {
    threads_.emplace_back([this, source = std::move(source)] {
        UbaFolder folder{source};
        const auto is_lost = std::make_shared<std::atomic<bool>>(false);
        std::string said;
        run_every(source.look_every, [&] {
            if (is_lost->exchange(false)) folder.forget();
            auto found = folder.look();
            log_new_faults("uba", found.report, said);
            if (found.report.read > 0) spdlog::info("uba: {} rows read", found.report.read);
            publish(std::move(found.stations), "uba", is_lost);
        });
    });
}

}  // namespace qp::city::ingest
