// SPDX-License-Identifier: GPL-3.0-or-later
// A library that does not open, in the real window, and the ways on from there.
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/studio/studio.h"
#include "ui/kit/theme.h"
#include "ui/shell/main_window.h"
#include "ui/shell/open_library.h"

#include <QAbstractButton>
#include <QFile>
#include <QFileDialog>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace batchroom;

namespace {

constexpr int patience = 20'000;

class Start {
public:
    // A library folder that is a file.
    explicit Start(bool isNamed)
    {
        QSettings().clear();
        QFile file(lost());
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        Preferences chosen;
        chosen.library.folder = isNamed ? QString() : lost();
        preferences.save(chosen);
        library = std::make_unique<OpenLibrary>(preferences, isNamed ? lost() : QString());
        window = std::make_unique<MainWindow>(preferences, keys, theme);
        library->openWhenPainted(*window);
        window->show();
    }
    QString lost() const { return folder.filePath(QStringLiteral("lost")); }
    QString other() const { return folder.filePath(QStringLiteral("other")); }
    QWidget* failure() const { return window->findChild<QWidget*>(QStringLiteral("libraryFailure")); }
    QAbstractButton* button(const char* name) const
    {
        return window->findChild<QAbstractButton*>(QString::fromLatin1(name));
    }
    bool chooseOther() const
    {
        QDir().mkpath(other());
        QTest::mouseClick(button("otherLibraryButton"), Qt::LeftButton);
        auto* dialog = window->findChild<QFileDialog*>(QStringLiteral("libraryFolderDialog"));
        if (!dialog)
            return false;
        dialog->selectFile(other());
        QMetaObject::invokeMethod(dialog, "accept");
        return true;
    }

    QTemporaryDir folder;
    PreferencesStore preferences;
    KeyStore keys;
    ThemeSource theme;
    std::unique_ptr<OpenLibrary> library;
    std::unique_ptr<MainWindow> window; // dies before the Studio
};

} // namespace

class LibraryFailureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QApplication::setAttribute(Qt::AA_DontUseNativeDialogs); }

    void anotherFolderIsOpenedAndKept()
    {
        Start start(false);
        QTRY_VERIFY_WITH_TIMEOUT(start.failure(), patience);
        QVERIFY(start.button("otherLibraryButton")->isVisible());
        QVERIFY(start.chooseOther());
        QTRY_VERIFY_WITH_TIMEOUT(start.library->studio(), patience);
        QCOMPARE(start.library->studio()->libraryFolder(), start.other());
        QTRY_VERIFY(!start.failure());
        QCOMPARE(start.preferences.current().library.folder, start.other()); // for the next start too
    }

    void aFolderOfTheCommandLineChangesNoPreferences()
    {
        Start start(true);
        QTRY_VERIFY_WITH_TIMEOUT(start.failure(), patience);
        QVERIFY(start.chooseOther());
        QTRY_VERIFY_WITH_TIMEOUT(start.library->studio(), patience);
        QCOMPARE(start.preferences.current().library.folder, QString());
    }

    void theSameFolderCanBeTriedAgain()
    {
        Start start(false);
        QTRY_VERIFY_WITH_TIMEOUT(start.failure(), patience);
        QVERIFY(QFile::remove(start.lost()));
        QSignalSpy opened(start.library.get(), &OpenLibrary::opened);
        auto* retry = start.button("retryLibraryButton");
        QTest::mouseClick(retry, Qt::LeftButton);
        QTest::mouseClick(retry, Qt::LeftButton); // a second press meets no lock of its own
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience);
        QTRY_VERIFY(!start.failure());
        QCOMPARE(start.preferences.current().library.folder, start.lost());
    }
};

QTEST_MAIN(LibraryFailureTest)
#include "library_failure_test.moc"
