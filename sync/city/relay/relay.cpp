// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/relay.h"

#include <spdlog/spdlog.h>

#include "native/files.h"
#include "native/logging.h"

namespace qp::city::relay {

namespace {

template <class Opened>
Status looked_at(const Opened& opened) {
    return opened ? Status{} : Status{fail(opened.error())};
}

Status keep_aside_where_unusable(const std::string& path, const Status& opened, Instant now) {
    if (opened) return {};
    if (opened.error().code != Code::damaged && opened.error().code != Code::too_new) return opened;
    const auto aside = native::set_aside(path, now);
    if (!aside) return fail(aside.error());
    spdlog::error("{} cannot be used ({}); kept as {}, a new one begins", path,
                  native::describe(opened.error()), *aside);
    return {};
}

}  // namespace

Result<std::unique_ptr<Relay>> Relay::open(UplinkOptions options, RelayKey key, Ports ports,
                                           std::function<void(std::uint64_t)> on_changed) {
    const RelayFiles& files = options.files;
    const Instant now = ports.clock.now();
    for (const std::string& path : {files.batches, files.ballots})
        if (auto kept = keep_aside_where_unusable(path, looked_at(Carried::open(path)), now); !kept)
            return fail(kept.error());
    if (auto kept = keep_aside_where_unusable(files.content,
                                              looked_at(store::Content::open(files.content)), now);
        !kept)
        return fail(kept.error());
    if (auto kept = keep_aside_where_unusable(
            files.local,
            looked_at(store::Local::open(files.local, store::DeviceKind::kiosk, ports.random,
                                         ports.clock, ports.room)),
            now);
        !kept)
        return fail(kept.error());
    std::unique_ptr<Relay> relay{new Relay{std::move(key), std::move(on_changed)}};
    if (auto opened = relay->open_parts(std::move(options), ports); !opened)
        return fail(opened.error());
    return relay;
}

Status Relay::open_parts(UplinkOptions options, Ports ports) {
    const RelayFiles files = options.files;
    std::vector<std::string> scopes = options.scopes;
    auto known =
        KnownCity::open(files.local, options.city_id, ports.random, ports.clock, ports.room);
    if (!known) return fail(known.error());
    city_ = std::move(*known);
    auto reader = storage::Reader::open(files.content);
    if (!reader) return fail(reader.error());
    reader_ = std::move(*reader);
    announce_held();  // who waits for another number than that must not wait for the next change
    auto uplink = Uplink::start(std::move(options), key_.key, *city_, [this] { announce_held(); });
    if (!uplink) return fail(uplink.error());
    uplink_ = std::move(*uplink);
    auto intake = Intake::open(files, {ports.clock, ports.room},
                               [this](ops::RelayLane lane, const std::vector<ops::Hash>& taken) {
                                   uplink_->took(lane, taken);
                               });
    if (!intake) return fail(intake.error());
    intake_ = std::move(*intake);
    api_ = std::make_unique<RelayApi>(RelayApi::Parts{key_, *city_, *intake_, *reader_,
                                                      std::move(scopes),
                                                      [this] { return uplink_->has_link(); }});
    return {};
}

// Overloaded: those who ask find it all the same.
void Relay::announce_held() {
    (void)reader_->post([this](store::Content& content) {
        if (const auto seq = content.last_seq()) on_changed_(*seq);
    });
}

Relay::~Relay() = default;

}  // namespace qp::city::relay
