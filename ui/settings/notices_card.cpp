// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/notices_card.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/toggles.h"

#include <QLocale>
#include <QSignalBlocker>
#include <QTimeEdit>

#include <utility>

namespace batchroom {

namespace {

constexpr std::chrono::milliseconds betweenLooks(15'000);

QString momentWords(const QDateTime& moment, const QDateTime& now)
{
    return QLocale().toString(
        moment, moment.date() == now.date() ? QStringLiteral("HH:mm") : QStringLiteral("ddd d MMM HH:mm"));
}

} // namespace

NoticesCard::NoticesCard(PreferencesStore& preferences, QWidget* parent)
    : SettingsCard(tr("Notifications"), tr("A message on the desktop while another window is in front."), parent)
    , m_preferences(preferences)
    , m_isTrayMissing([] { return false; })
{
    addKinds();
    addQuiet();
    addTray();
    addWide(makeTest());
    m_quietEnd.setInterval(betweenLooks);
    connect(&m_quietEnd, &QTimer::timeout, this, &NoticesCard::refresh);
    connect(&m_preferences, &PreferencesStore::changed, this, &NoticesCard::refresh);
    refresh();
}

void NoticesCard::addKinds()
{
    using Notices = Preferences::Notices;
    const auto add = [this](const QString& words, const QString& help, const char* name, bool Notices::*kind) {
        addRow(words, help,
            makeSwitch(name, [kind](Preferences& preferences) -> bool& { return preferences.notices.*kind; }));
    };
    add(tr("A batch ends"), tr("Everything of it is made, or waits for you."), "batchEndsSwitch", &Notices::batchEnds);
    add(tr("A job needs you"), tr("Its outcome is unknown, or its prompt was refused."), "needsPersonSwitch",
        &Notices::needsPerson);
    add(tr("The queue stops"), tr("It is out of credit, a key is refused, or a cap is reached."), "holdsSwitch",
        &Notices::holds);
    add(tr("An export ends"), tr("Its files are there, or could not be made."), "exportEndsSwitch",
        &Notices::exportEnds);
    add(tr("A picture fails elsewhere"), tr("A webhook of another worker says so."), "failsElsewhereSwitch",
        &Notices::failsElsewhere);
    add(tr("Play a sound"), tr("The one your desktop has for this, once with each message."), "noticeSoundSwitch",
        &Notices::hasSound);
}

void NoticesCard::addQuiet()
{
    const QString name = tr("Quiet hours");
    const QString help = tr("Messages wait until they are over and then come as one.");
    Switch* isOn = makeSwitch(
        "quietHoursSwitch", [](Preferences& preferences) -> bool& { return preferences.notices.quietHours.isOn; });
    addRow(name, help, makeHours(isOn));
    isOn->setAccessibleName(name);
    isOn->setAccessibleDescription(help);
    auto* note = new TextLabel(
        tr("Both times are the same, so it is never quiet. Choose two that differ."), FontRole::Small, ColorRole::Warn);
    note->setObjectName(QStringLiteral("sameTimeLabel"));
    note->setWrapping(true);
    m_sameTime = addWide(note);
    m_quietOnce = addWide(makeQuietOnce());
}

QWidget* NoticesCard::makeHours(QWidget* isOn)
{
    m_from = makeTime("quietFromEdit", tr("Quiet from"), &QuietHours::from);
    m_to = makeTime("quietToEdit", tr("Quiet until"), &QuietHours::to);
    auto* to = new TextLabel(tr("to"), FontRole::Body, ColorRole::Muted);
    return boxed(row({m_from, to, m_to, Gap{8}, isOn}, 8));
}

QTimeEdit* NoticesCard::makeTime(const char* name, const QString& words, QTime QuietHours::*time)
{
    auto* edit = new QTimeEdit(m_preferences.current().notices.quietHours.*time);
    edit->setObjectName(QLatin1StringView(name));
    edit->setAccessibleName(words);
    edit->setDisplayFormat(QStringLiteral("HH:mm"));
    edit->setKeyboardTracking(false);
    edit->setWrapping(true);
    edit->setFixedWidth(scaled(84));
    connect(edit, &QTimeEdit::timeChanged, this,
        [this, time](QTime chosen) { change([&](Preferences& edited) { edited.notices.quietHours.*time = chosen; }); });
    return edit;
}

QWidget* NoticesCard::makeQuietOnce()
{
    m_quietOnceWords = new TextLabel(QString(), FontRole::BodyMedium);
    m_quietOnceWords->setObjectName(QStringLiteral("quietOnceLabel"));
    auto* end = new Button(tr("End it now"), ButtonKind::Secondary);
    end->setObjectName(QStringLiteral("endQuietButton"));
    connect(end, &QAbstractButton::clicked, this,
        [this] { change([](Preferences& edited) { edited.notices.quietUntilMs = 0; }); });
    return boxed(row({Wide{m_quietOnceWords}, end}, 8));
}

void NoticesCard::addTray()
{
    addRow(tr("Show Batchroom in the tray"),
        tr("With what it is doing, and a menu to pause it. Closing the window still ends Batchroom."),
        makeSwitch("traySwitch", [](Preferences& preferences) -> bool& { return preferences.tray.isShown; }));
    auto* note = new TextLabel(
        tr("This desktop has no tray at the moment, so the icon is not seen."), FontRole::Small, ColorRole::Muted);
    note->setObjectName(QStringLiteral("noTrayLabel"));
    note->setWrapping(true);
    m_noTray = addWide(note);
}

QWidget* NoticesCard::makeTest()
{
    auto* test = new Button(IconId::Bell, tr("Show a test message"), ButtonKind::Secondary);
    test->setObjectName(QStringLiteral("testNoticeButton"));
    m_test = new TextLabel(QString(), FontRole::Small, ColorRole::Muted);
    m_test->setObjectName(QStringLiteral("testNoticeLabel"));
    m_test->setWrapping(true);
    connect(test, &QAbstractButton::clicked, this, &NoticesCard::testRequested);
    return boxed(row({test, Wide{m_test}}, 12));
}

void NoticesCard::setTrayQuestion(std::function<bool()> isMissing)
{
    m_isTrayMissing = std::move(isMissing);
}

void NoticesCard::showTest(bool isShown)
{
    m_test->setColorRole(isShown ? ColorRole::Muted : ColorRole::Warn);
    m_test->setText(isShown ? tr("Your desktop has taken it. If you see nothing, it is set not to disturb.")
                            : tr("This desktop shows no messages: nothing on it takes them."));
}

Switch* NoticesCard::makeSwitch(const char* name, Flag flag)
{
    auto* choice = new Switch;
    choice->setObjectName(QLatin1StringView(name));
    m_switches.append({choice, flag});
    connect(choice, &QCheckBox::toggled, this, [this, flag = std::move(flag)](bool isChosen) {
        change([&](Preferences& edited) { flag(edited) = isChosen; });
    });
    return choice;
}

void NoticesCard::change(const std::function<void(Preferences&)>& edit)
{
    Preferences preferences = m_preferences.current();
    edit(preferences);
    m_preferences.save(preferences);
}

// The tray changes some of it too.
void NoticesCard::refresh()
{
    Preferences preferences = m_preferences.current();
    for (const auto& [choice, flag] : std::as_const(m_switches)) {
        const QSignalBlocker blocker(choice);
        choice->setChecked(flag(preferences));
    }
    const QuietHours& hours = preferences.notices.quietHours;
    for (const auto& [edit, time] : {std::pair(m_from, hours.from), std::pair(m_to, hours.to)}) {
        const QSignalBlocker blocker(edit);
        edit->setTime(time);
        edit->setEnabled(hours.isOn);
    }
    m_sameTime->setVisible(hours.isOn && hours.from == hours.to);
    m_noTray->setVisible(m_isTrayMissing());
    refreshQuietOnce(preferences.notices.quietUntilMs);
}

void NoticesCard::refreshQuietOnce(qint64 untilMs)
{
    const QDateTime now = QDateTime::currentDateTime();
    const bool isQuiet = untilMs > now.toMSecsSinceEpoch();
    m_quietOnce->setVisible(isQuiet);
    if (!isQuiet) {
        m_quietEnd.stop();
        return;
    }
    m_quietOnceWords->setText(tr("Quiet until %1").arg(momentWords(QDateTime::fromMSecsSinceEpoch(untilMs), now)));
    m_quietEnd.start();
}

void NoticesCard::showEvent(QShowEvent* event)
{
    SettingsCard::showEvent(event);
    refresh();
}

} // namespace batchroom
