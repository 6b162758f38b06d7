// SPDX-License-Identifier: GPL-3.0-or-later
// Settings of what is seen outside the window: which messages come, with a sound or not, when none do, and the icon in
// the tray. GUI thread.
#pragma once

#include "app/settings/preferences.h"
#include "ui/settings/form.h"

#include <QTimer>

#include <functional>

class QTimeEdit;

namespace batchroom {

class Switch;
class TextLabel;

class NoticesCard : public SettingsCard {
    Q_OBJECT
public:
    explicit NoticesCard(PreferencesStore& preferences, QWidget* parent = nullptr);
    void showTest(bool isShown); // what came of the message asked for
    // Asked when the card is looked at: whether the tray is wanted and not there.
    void setTrayQuestion(std::function<bool()> isMissing);

Q_SIGNALS:
    void testRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addKinds();
    void addQuiet();
    QWidget* makeHours(QWidget* isOn);
    QWidget* makeQuietOnce();
    void addTray();
    QWidget* makeTest();
    // The value in the preferences that a control stands for.
    using Flag = std::function<bool&(Preferences&)>;
    Switch* makeSwitch(const char* name, Flag flag);
    QTimeEdit* makeTime(const char* name, const QString& words, QTime QuietHours::*time);
    void change(const std::function<void(Preferences&)>& edit);
    void refresh();
    void refreshQuietOnce(qint64 untilMs);

    PreferencesStore& m_preferences;
    QList<std::pair<Switch*, Flag>> m_switches;
    QTimeEdit* m_from = nullptr;
    QTimeEdit* m_to = nullptr;
    QWidget* m_sameTime = nullptr;
    QWidget* m_quietOnce = nullptr;
    QWidget* m_noTray = nullptr;
    std::function<bool()> m_isTrayMissing;
    TextLabel* m_quietOnceWords = nullptr;
    TextLabel* m_test = nullptr;
    QTimer m_quietEnd; // of the quiet asked for once
};

} // namespace batchroom
