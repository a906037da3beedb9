# frozen_string_literal: true

class BackupNotifier
  UNITS = %w[B KiB MiB GiB].freeze

  def initialize(backup, mailer: OpsMailer)
    @backup = backup
    @mailer = mailer
  end

  def call
    @mailer.with(subject: subject, body: @backup.log_tail).backup_report.deliver_later
  end

  private

  def subject
    size, unit = human_size(@backup.bytes)
    format("Backup %s: %s (%.1f %s)", @backup.name, @backup.state, size)
  end

  def human_size(bytes)
    index = 0
    value = bytes.to_f
    while value >= 1024 && index < UNITS.size - 1
      value /= 1024
      index += 1
    end
    [value, UNITS[index]]
  end
end
