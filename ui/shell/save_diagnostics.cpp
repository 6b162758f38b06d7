// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/save_diagnostics.h"

#include "app/settings/preferences.h"
#include "app/studio/write_diagnostics.h"
#include "ui/kit/toast.h"

#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace batchroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SaveDiagnostics", text);
}

Toast& toastOf(QWidget& window)
{
    auto* known = window.findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    return known ? *known : *new Toast(&window);
}

void sayOutcome(QWidget& window, const QString& path, const Result<QStringList>& names)
{
    if (names)
        toastOf(window).show(
            tr("Saved “%1”. It holds no keys, no prompts and no links.").arg(QDir::toNativeSeparators(path)),
            IconId::Check, ColorRole::Ok);
    else
        toastOf(window).show(names.error().what, IconId::Attention, ColorRole::Bad);
}

} // namespace

void askForDiagnostics(
    QWidget& window, const PreferencesStore& preferences, KeyStore& keys, const QString& libraryFolder)
{
    const QString name = QStringLiteral("batchroom-diagnostics-%1.zip").arg(QDate::currentDate().toString(Qt::ISODate));
    const QDir place(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    auto* dialog =
        new QFileDialog(&window, tr("Save a diagnostics file"), place.filePath(name), tr("Zip files (*.zip)"));
    dialog->setObjectName(QStringLiteral("diagnosticsDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("zip"));
    QObject::connect(dialog, &QFileDialog::fileSelected, &window,
        [&window, &preferences, &keys, libraryFolder](const QString& path) {
            collectDiagnostics(path, {libraryFolder, preferences.current(), {}}, keys, &window,
                [&window, path](const Result<QStringList>& names) { sayOutcome(window, path, names); });
        });
    dialog->open();
}

} // namespace batchroom
