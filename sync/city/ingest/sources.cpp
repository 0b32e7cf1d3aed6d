// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/sources.h"

#include <spdlog/spdlog.h>

#include "native/logging.h"
#include "sync/city/ingest/sensorthings_poller.h"

namespace qp::city::ingest {

namespace {

constexpr std::size_t kFaultsLoggedMax = 5;

void log_faults(const std::string& name, const Report& report) {
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

void Sources::publish(std::vector<ObservedStation> stations, const std::string& name) {
    if (stations.empty()) return;
    auto job = [stations = std::move(stations), name, now = clock_.now()](store::Content& content) {
        const auto published = publish_observed(content, stations, now);
        if (!published)
            spdlog::error("{}: not published: {}", name, native::describe(published.error()));
        else if (*published > 0)
            spdlog::debug("{}: {} entities are new or changed", name, *published);
    };
    if (auto posted = storage_.run(std::move(job)); !posted)
        spdlog::warn("{}: {}", name, native::describe(posted.error()));
}

void Sources::add(SensorThingsSource source) {
    threads_.emplace_back([this, source = std::move(source)] {
        HttpGet http{is_stopped_};
        SensorThingsPoller poller{source,
                                  [&http](const std::string& url) { return http.get(url); }};
        bool was_down = false;
        run_every(source.poll_every, [&] {
            auto polled = poller.poll(clock_.now());
            if (is_stopped_) return;
            if (!polled) {
                // Said once, not at each turn.
                if (!was_down)
                    spdlog::warn("{}: {}", source.name, native::describe(polled.error()));
                was_down = true;
                return;
            }
            if (was_down) spdlog::info("{}: answers again", source.name);
            was_down = false;
            log_faults(source.name, polled->report);
            publish(std::move(polled->stations), source.name);
        });
    });
}

void Sources::add(UbaSource source) {
    threads_.emplace_back([this, source = std::move(source)] {
        UbaFolder folder{source};
        std::string said;
        run_every(source.look_every, [&] {
            auto found = folder.look();
            if (found.report.fault_count > 0 && found.report.faults.front() != said) {
                said = found.report.faults.front();
                log_faults("uba", found.report);
            }
            if (found.report.read > 0) spdlog::info("uba: {} rows read", found.report.read);
            publish(std::move(found.stations), "uba");
        });
    });
}

}  // namespace qp::city::ingest
