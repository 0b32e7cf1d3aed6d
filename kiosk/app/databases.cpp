// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/databases.h"

#include <spdlog/spdlog.h>

#include "native/files.h"
#include "native/logging.h"

namespace qp::kiosk::app {
namespace {

// A person waits for this file's commits. As long as SQLite lets its log become before it moves it
// into the file (1,000 pages).
constexpr std::int64_t kLogRoom = 4 << 20;

template <class Open>
auto open_or_set_aside(const std::string& path, Instant now, std::vector<KeptAside>& kept,
                       const Open& open) -> decltype(open()) {
    auto opened = open();
    if (opened) return opened;
    const Error why = opened.error();
    if (why.code != Code::damaged && why.code != Code::too_new) return opened;
    auto aside = native::set_aside(path, now);
    if (!aside) return fail(aside.error());
    spdlog::error("{} cannot be used ({}), kept as {}", path, native::describe(why), *aside);
    kept.push_back({why.code, *aside});
    return open();
}

}  // namespace

Result<Databases> open_databases(const std::string& folder, Random& random, Clock& clock,
                                 store::Room& room) {
    if (auto made = native::make_folder(folder); !made) return fail(made.error());
    const std::string content_path = folder + "/content.db";
    const std::string local_path = folder + "/local.db";
    std::vector<KeptAside> kept;
    auto content = open_or_set_aside(content_path, clock.now(), kept,
                                     [&] { return store::Content::open(content_path); });
    if (!content) return fail(content.error());
    auto local = open_or_set_aside(local_path, clock.now(), kept, [&] {
        return store::Local::open(local_path, store::DeviceKind::kiosk, random, clock, room);
    });
    if (!local) return fail(local.error());
    if (auto made = local->database().keep_log_room(kLogRoom); !made)
        spdlog::warn("{}: saving will take longer ({})", local_path,
                     native::describe(made.error()));
    return Databases{std::move(*content), std::move(*local), content_path, local_path,
                     std::move(kept)};
}

}  // namespace qp::kiosk::app
