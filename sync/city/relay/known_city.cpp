// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/known_city.h"

namespace qp::city::relay {

Result<std::unique_ptr<KnownCity>> KnownCity::open(const std::string& local_path,
                                                   const ops::CityId& city, Random& random,
                                                   Clock& clock, store::Room& room) {
    auto local = store::Local::open(local_path, store::DeviceKind::kiosk, random, clock, room);
    if (!local) return fail(local.error());
    return std::unique_ptr<KnownCity>{new KnownCity{std::move(*local), city}};
}

std::shared_ptr<const ops::CityKeys> KnownCity::keys() {
    const std::lock_guard lock{mutex_};
    auto held = local_.city();
    // A file that cannot be read now leaves the last ones in force.
    if (!held || !*held || (*held)->city.id != city_) return keys_;
    if (!keys_ || keys_->bytes != (*held)->bytes)
        keys_ = std::make_shared<const ops::CityKeys>(std::move(**held));
    return keys_;
}

std::optional<ops::ServerEpoch> KnownCity::epoch() {
    const std::lock_guard lock{mutex_};
    const auto epoch = memory_.server_epoch();
    return epoch ? *epoch : std::nullopt;
}

}  // namespace qp::city::relay
