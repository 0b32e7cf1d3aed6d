// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/kiosk.h"

#include <spdlog/spdlog.h>

#include <future>

#include "core/i18n/msg.h"
#include "kiosk/app/kiosk_parts.h"
#include "kiosk/usb/usb_drive_linux.h"
#include "native/device_key.h"
#include "native/logging.h"
#include "sync/client/device_health.h"

namespace qp::kiosk::app {

namespace {

// As many as somebody reads on a screen.
constexpr std::size_t kLogLines = 60;

std::vector<views::StaffLogLine> last_log() {
    std::vector<views::StaffLogLine> lines;
    for (native::LogLine& line : native::last_log_lines(kLogLines)) {
        const char* level = line.level == native::LogLevel::error     ? "error"
                            : line.level == native::LogLevel::warning ? "warning"
                                                                      : "info";
        lines.push_back({ms(line.at), level, std::move(line.text)});
    }
    return lines;
}

// What the first screen is set in, as long as the window becomes as large as it was asked to.
void look_for_fonts(const Fonts& fonts, const KioskConfig& config) {
    const Size window{real(config.window.width), real(config.window.height)};
    const float scale = ui::design_scale(window);
    const float factor = ui::text_factor(glass_of(config, window), ui::TextSize::normal, scale);
    for (int i = 0; i < ui::kTypes; ++i) {
        TextStyle style = ui::text_style(static_cast<ui::Type>(i), factor, scale);
        style.language = config.language;
        fonts.look_for(style);
    }
}

Result<Assets> read_assets(const KioskOptions& options) {
    auto fonts = Fonts::load(options.assets + "/fonts");
    if (!fonts) return fail(fonts.error());
    auto pictograms = read_pictograms(options.assets + "/pictograms");
    if (!pictograms) return fail(pictograms.error());
    look_for_fonts(*fonts, options.config);
    return Assets{std::move(*fonts), std::move(*pictograms)};
}

}  // namespace

Kiosk::Kiosk(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Kiosk::~Kiosk() = default;

Result<std::unique_ptr<Kiosk>> Kiosk::start(const KioskOptions& options) {
    auto impl = std::make_unique<Impl>(options);
    for (const std::string& doubt : doubts(options.config)) spdlog::warn("{}", doubt);
    // Opening a window is, for the most part, loading its driver. What needs no window is made
    // beside it, each by one thread, and is this thread's from `get` on.
    auto assets = std::async(std::launch::async, read_assets, options);
    auto stores = std::async(std::launch::async, [&impl] { return impl->open_stores(); });
    if (auto opened = impl->open_window(); !opened) return fail(opened.error());
    auto read = assets.get();
    if (!read) return fail(read.error());
    if (auto opened = impl->open_drawing(std::move(*read)); !opened) return fail(opened.error());
    if (auto opened = stores.get(); !opened) return fail(opened.error());
    if (auto started = impl->start_script(); !started) return fail(started.error());
    impl->start_sync();
    return std::unique_ptr<Kiosk>{new Kiosk{std::move(impl)}};
}

int Kiosk::run() {
    return impl_->run();
}

Status Kiosk::Impl::open_window() {
    auto opened = Window::open(options.config.window);
    if (!opened) return fail(opened.error());
    window = std::move(*opened);
    return {};
}

Status Kiosk::Impl::open_drawing(Assets assets) {
    if (!assets.fonts.are_own())
        spdlog::error("no fonts in {}/fonts: the system's stand in", options.assets);
    atlas.emplace(window->textures());
    text.emplace(std::move(assets.fonts), *atlas);
    pictograms.emplace(*atlas, std::move(assets.pictograms));
    if (auto loaded = load_keyboards(); !loaded) return loaded;
    speaker.emplace(options.config.speech_program, options.config.headset);
    narrator.emplace(*speaker);
    player.emplace();
    bell.emplace(*player, *speaker);
    if (!speaker->is_available())
        spdlog::warn("no speech: {} is not there", options.config.speech_program);
    shadows.emplace(*atlas);
    canvas.emplace(*text, *pictograms, *shadows);
    return {};
}

// With a layout less a kiosk is still one: its language writes with the German letters.
Status Kiosk::Impl::load_keyboards() {
    const auto left_out = keyboard.load(options.assets + "/keyboards");
    if (!left_out) return fail(left_out.error());
    for (const std::string& line : *left_out) spdlog::error("keyboard left out: {}", line);
    return {};
}

Status Kiosk::Impl::open_stores() {
    room.emplace(options.config.data_folder);
    auto opened = open_databases(options.config.data_folder, random, clock, *room);
    if (!opened) return fail(opened.error());
    databases.emplace(std::move(*opened));
    controller.emplace(Stores{databases->content, databases->local}, messages, clock,
                       options.config.language, options.config.quarter, [this] { on_saved(); });
    tell_kept_aside();
    return {};
}

// Residents and the team on the spot are told; the operator finds the file's name in the log.
void Kiosk::Impl::tell_kept_aside() {
    if (databases->kept_aside.empty()) return;
    const i18n::Locale& locale = messages.in(options.config.language);
    const KeptAside& kept = databases->kept_aside.back();
    const std::string file = kept.path.substr(kept.path.rfind('/') + 1);
    const auto why =
        kept.why == Code::too_new ? msg::fault_database_newer : msg::fault_database_damaged;
    controller->say({locale.text(why) + " " + locale.text(msg::fault_kept_aside{.file = file}),
                     "warning", std::nullopt});
}

void Kiosk::Impl::start_sync() {
    client::RunnerOptions sync_options;
    sync_options.city = options.config.city_address;
    sync_options.content_path = databases->content_path;
    sync_options.local_path = databases->local_path;
    sync_options.snapshot_path = options.config.data_folder + "/snapshot.db";
    sync_options.kind = store::DeviceKind::kiosk;
    sync_options.replica.city = options.config.city;
    sync_options.replica.scopes = options.config.scopes;
    std::string kiosk_key;
    const std::string key_path = options.config.data_folder + "/device.key";
    if (const auto key = native::device_key(key_path, random)) {
        kiosk_key = to_hex(key->public_key());
        spdlog::info("this kiosk's key, for the city's [[enrolled]]: {}", kiosk_key);
        sync_options.replica.enrolled = *key;
        sync_options.replica.health = [content = databases->content_path,
                                       local = databases->local_path] {
            return client::device_health(content, local);
        };
    } else {
        // Without it ballots still go out, and count as a phone's.
        spdlog::error("no device key: {}", native::describe(key.error()));
    }
    auto started = client::Runner::start(std::move(sync_options));
    if (started) {
        runner = std::move(*started);
        sync = runner->state();
    } else {
        // The kiosk works without: what is entered waits.
        spdlog::error("sync does not start: {}", native::describe(started.error()));
    }
    open_desk(kiosk_key);
}

void Kiosk::Impl::open_desk(const std::string& kiosk_key) {
    StaffDesk::Parts parts{databases->local,
                           std::make_shared<LinuxUsbDrive>(options.config.usb),
                           options.config.city,
                           options.config.data_folder + "/return.db",
                           *room,
                           clock,
                           kiosk_key,
                           !options.config.city_address.url.empty(),
                           {},
                           [this] { on_saved(); },
                           last_log};
    if (runner) parts.post = [this](client::Runner::Job job) { runner->post(std::move(job)); };
    desk.emplace(std::move(parts), options.config.pin_hash, steady_ms() / 1000);
}

Status Kiosk::Impl::start_script() {
    if (options.script.empty()) return {};
    script.emplace(*this);
    if (options.script == "-") {
        has_script_from_input = true;
        script_input.read_standard_input();
        return {};
    }
    auto lines = ScriptInput::read_file(options.script);
    if (!lines) return fail(lines.error());
    for (std::string& line : *lines) script->add_line(std::move(line));
    return {};
}

}  // namespace qp::kiosk::app
